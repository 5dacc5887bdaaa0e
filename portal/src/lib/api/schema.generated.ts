// Generated from noc-api/openapi.json by `npm run generate`. Do not edit.

export interface paths {
    "/api/auth/google": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sign in with Google; 404 unless it is set up */
        get: operations["beginGoogle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/google/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where Google sends the browser back to */
        get: operations["finishGoogle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which ways in there are, besides the password */
        get: operations["getAuthMethods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with what the browser answered */
        post: operations["signInWithPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkey/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the browser needs for `navigator.credentials.get` */
        post: operations["askForPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a link to a new password mailed; the answer does not tell whether the account exists */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password-reset/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password by a link; ends every session of the person */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The code that the sign-in asked for */
        post: operations["signInWithCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in; the answer sets the session cookie, or asks for a code */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the session */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm an address by the link that was mailed to it */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own account */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change one's name or language */
        patch: operations["changeAccount"];
        trace?: never;
    };
    "/api/v1/account/email/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a link mailed that confirms one's address */
        post: operations["requestEmailVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's passkeys */
        get: operations["listPasskeys"];
        put?: never;
        /** Add what the browser made */
        post: operations["addPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/passkeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget it */
        delete: operations["removePasskey"];
        options?: never;
        head?: never;
        /** Call it something else */
        patch: operations["renamePasskey"];
        trace?: never;
    };
    "/api/v1/account/passkeys/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the browser needs for `navigator.credentials.create` */
        post: operations["beginPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to set up an authenticator app; it counts once its first code was confirmed */
        post: operations["enrolSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/second-factor/backup-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New backup codes; the old ones stop working */
        post: operations["renewBackupCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The first code of the app; answers the backup codes, this once */
        post: operations["confirmSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/second-factor/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with the password alone again */
        post: operations["disableSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one is signed in */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out there */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions/end-others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out everywhere but here */
        post: operations["endOtherSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses, filtered, searched and sorted */
        get: operations["listAddressesObjects"];
        put?: never;
        /** Add: Address */
        post: operations["createAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/addresses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Address by id */
        get: operations["getAddressObject"];
        put?: never;
        post?: never;
        /** Remove: Address; it can be restored for a while */
        delete: operations["deleteAddress"];
        options?: never;
        head?: never;
        /** Change: Address; what is absent stays */
        patch: operations["updateAddress"];
        trace?: never;
    };
    "/api/v1/addresses/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Address */
        get: operations["getAddressHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/addresses/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: Address */
        post: operations["restoreAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/addresses/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Addresses: make the new, change the known, by external id; all or nothing */
        put: operations["upsertAddresses"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what, the newest first
         * @description A page may have fewer entries than asked for, or none, and still a cursor: the search goes on.
         */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The log as a file, CSV or one JSON object a line */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check the chain of hashes: was an entry changed or removed? */
        get: operations["verifyAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cards, filtered, searched and sorted */
        get: operations["listCardsObjects"];
        put?: never;
        /** Add: Card */
        post: operations["createCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Card by id */
        get: operations["getCardObject"];
        put?: never;
        post?: never;
        /** Remove: Card; it can be restored for a while */
        delete: operations["deleteCard"];
        options?: never;
        head?: never;
        /** Change: Card; what is absent stays */
        patch: operations["updateCard"];
        trace?: never;
    };
    "/api/v1/cards/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Card */
        get: operations["getCardHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: Card */
        post: operations["restoreCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Cards: make the new, change the known, by external id; all or nothing */
        put: operations["upsertCards"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Devices with their state, the worst first */
        get: operations["listDevices"];
        put?: never;
        /** Add a device; polling starts within seconds */
        post: operations["createDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One device: settings, state and what it says of itself */
        get: operations["getDevice"];
        put?: never;
        post?: never;
        /** Remove a device; it can be restored for a while */
        delete: operations["deleteDevice"];
        options?: never;
        head?: never;
        /** Change settings of a device; what is absent stays */
        patch: operations["updateDevice"];
        trace?: never;
    };
    "/api/v1/devices/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Device */
        get: operations["getDeviceHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}/interfaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Interfaces of a device, with state and last rates */
        get: operations["listInterfaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal of a device */
        post: operations["restoreDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Devices: make the new, change the known, by external id; all or nothing */
        put: operations["upsertDevices"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a device over SNMP now, without adding it */
        post: operations["testDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Drops, filtered, searched and sorted */
        get: operations["listDropsObjects"];
        put?: never;
        /** Add: Drop */
        post: operations["createDrop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drops/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Drop by id */
        get: operations["getDropObject"];
        put?: never;
        post?: never;
        /** Remove: Drop; it can be restored for a while */
        delete: operations["deleteDrop"];
        options?: never;
        head?: never;
        /** Change: Drop; what is absent stays */
        patch: operations["updateDrop"];
        trace?: never;
    };
    "/api/v1/drops/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Drop */
        get: operations["getDropHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drops/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: Drop */
        post: operations["restoreDrop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drops/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Drops: make the new, change the known, by external id; all or nothing */
        put: operations["upsertDrops"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened, the newest first */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses as a file that can be imported again */
        get: operations["exportAddresses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cards as a file that can be imported again */
        get: operations["exportCards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Devices as a file that can be imported again */
        get: operations["exportDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/drops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Drops as a file that can be imported again */
        get: operations["exportDrops"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/feeders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Feeders as a file that can be imported again */
        get: operations["exportFeeders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/interfaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Interfaces as a file that can be imported again */
        get: operations["exportInterfaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Links as a file that can be imported again */
        get: operations["exportLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/onus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** ONUs as a file that can be imported again */
        get: operations["exportOnus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Plans as a file that can be imported again */
        get: operations["exportPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/pon-ports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** PON ports as a file that can be imported again */
        get: operations["exportPonPorts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/power-areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Power areas as a file that can be imported again */
        get: operations["exportPowerAreas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/prefixes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prefixes as a file that can be imported again */
        get: operations["exportPrefixes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/racks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Racks as a file that can be imported again */
        get: operations["exportRacks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Services as a file that can be imported again */
        get: operations["exportServices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sites as a file that can be imported again */
        get: operations["exportSites"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/splitters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Splitters as a file that can be imported again */
        get: operations["exportSplitters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/subscriber-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sessions as a file that can be imported again */
        get: operations["exportSubscriberSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/subscribers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Subscribers as a file that can be imported again */
        get: operations["exportSubscribers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** UPS units as a file that can be imported again */
        get: operations["exportUps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Zones as a file that can be imported again */
        get: operations["exportZones"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feeders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Feeders, filtered, searched and sorted */
        get: operations["listFeedersObjects"];
        put?: never;
        /** Add: Feeder */
        post: operations["createFeeder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feeders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Feeder by id */
        get: operations["getFeederObject"];
        put?: never;
        post?: never;
        /** Remove: Feeder; it can be restored for a while */
        delete: operations["deleteFeeder"];
        options?: never;
        head?: never;
        /** Change: Feeder; what is absent stays */
        patch: operations["updateFeeder"];
        trace?: never;
    };
    "/api/v1/feeders/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Feeder */
        get: operations["getFeederHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feeders/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: Feeder */
        post: operations["restoreFeeder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feeders/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Feeders: make the new, change the known, by external id; all or nothing */
        put: operations["upsertFeeders"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/exporters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who sends flows, and what was lost on the way */
        get: operations["listExporters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/top": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who or what carries most traffic */
        get: operations["getTopFlows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your imports of the last week, the newest first */
        get: operations["listImports"];
        put?: never;
        /**
         * Upload a CSV or XLSX file of one object type; the body is the file
         * @description Answers what the file seems to be, and which column fills which field.
         */
        post: operations["uploadImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An import, and how far it is */
        get: operations["getImport"];
        put?: never;
        post?: never;
        /** Forget the file; what was imported stays */
        delete: operations["deleteImport"];
        options?: never;
        head?: never;
        /** Say how the file is written, and which column fills which field */
        patch: operations["updateImport"];
        trace?: never;
    };
    "/api/v1/imports/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try everything and undo it, in the background */
        post: operations["checkImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is wrong, by row and column */
        get: operations["listImportProblems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/problems.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is wrong, as a file in the language of the caller */
        get: operations["exportImportProblems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import all rows or none, in the background */
        post: operations["runImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interfaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Interfaces, filtered, searched and sorted */
        get: operations["listInterfacesObjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interfaces/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Interface by id */
        get: operations["getInterfaceObject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change: Interface; what is absent stays */
        patch: operations["updateInterface"];
        trace?: never;
    };
    "/api/v1/interfaces/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Interface */
        get: operations["getInterfaceHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interfaces/{id}/traffic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Traffic of an interface over time; a gap is a point with nulls */
        get: operations["getTraffic"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitations that nobody has accepted yet */
        get: operations["listInvitations"];
        put?: never;
        /** Invite somebody; an earlier invitation of theirs stops working */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Join the tenant: with a new account, or with the password of the one there is; then sign in */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an invitation is for */
        post: operations["showInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Links, filtered, searched and sorted */
        get: operations["listLinksObjects"];
        put?: never;
        /** Add: Link */
        post: operations["createLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Link by id */
        get: operations["getLinkObject"];
        put?: never;
        post?: never;
        /** Remove: Link; it can be restored for a while */
        delete: operations["deleteLink"];
        options?: never;
        head?: never;
        /** Change: Link; what is absent stays */
        patch: operations["updateLink"];
        trace?: never;
    };
    "/api/v1/links/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Link */
        get: operations["getLinkHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: Link */
        post: operations["restoreLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Links: make the new, change the known, by external id; all or nothing */
        put: operations["upsertLinks"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maintenance-windows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Announced work: what runs, what comes, what is over */
        get: operations["listMaintenanceWindows"];
        put?: never;
        /** Announce work */
        post: operations["createMaintenanceWindow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maintenance-windows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One maintenance window */
        get: operations["getMaintenanceWindow"];
        put?: never;
        post?: never;
        /** Remove announced work as if it had never been; it can be restored for a while */
        delete: operations["deleteMaintenanceWindow"];
        options?: never;
        head?: never;
        /** Change announced work; what is absent stays */
        patch: operations["updateMaintenanceWindow"];
        trace?: never;
    };
    "/api/v1/maintenance-windows/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End work early: all of it, or one occurrence */
        post: operations["endMaintenanceWindow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maintenance-windows/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal of announced work */
        post: operations["restoreMaintenanceWindow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maintenance-windows/occurrences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every occurrence in a range, for a calendar */
        get: operations["listMaintenanceOccurrences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maintenance-windows/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** When work would take place, without announcing it */
        post: operations["previewMaintenanceWindow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/object-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every kind of inventory object: fields, words, filters, orders */
        get: operations["listObjectTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/onus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** ONUs, filtered, searched and sorted */
        get: operations["listOnusObjects"];
        put?: never;
        /** Add: ONU */
        post: operations["createOnu"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/onus/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** ONU by id */
        get: operations["getOnuObject"];
        put?: never;
        post?: never;
        /** Remove: ONU; it can be restored for a while */
        delete: operations["deleteOnu"];
        options?: never;
        head?: never;
        /** Change: ONU; what is absent stays */
        patch: operations["updateOnu"];
        trace?: never;
    };
    "/api/v1/onus/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: ONU */
        get: operations["getOnuHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/onus/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: ONU */
        post: operations["restoreOnu"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/onus/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** ONUs: make the new, change the known, by external id; all or nothing */
        put: operations["upsertOnus"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the password; ends the other sessions */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions/effective": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What somebody may do, and which grants led to it */
        get: operations["getEffectivePermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Plans, filtered, searched and sorted */
        get: operations["listPlansObjects"];
        put?: never;
        /** Add: Plan */
        post: operations["createPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Plan by id */
        get: operations["getPlanObject"];
        put?: never;
        post?: never;
        /** Remove: Plan; it can be restored for a while */
        delete: operations["deletePlan"];
        options?: never;
        head?: never;
        /** Change: Plan; what is absent stays */
        patch: operations["updatePlan"];
        trace?: never;
    };
    "/api/v1/plans/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Plan */
        get: operations["getPlanHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: Plan */
        post: operations["restorePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Plans: make the new, change the known, by external id; all or nothing */
        put: operations["upsertPlans"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened above tenants, or with accounts that nobody has, the newest first */
        get: operations["listPlatformAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check the platform's own chain of hashes */
        get: operations["verifyPlatformAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tenants with their limits and how much they use of them */
        get: operations["listTenants"];
        put?: never;
        /** Make a tenant and invite who runs it */
        post: operations["createTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/tenants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One tenant */
        get: operations["getTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change its names or limits */
        patch: operations["updateTenant"];
        trace?: never;
    };
    "/api/v1/platform/tenants/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let its people in again and poll its devices */
        post: operations["resumeTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/tenants/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep its people out and stop polling its devices */
        post: operations["suspendTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/tenants/{id}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People of a tenant, to act as one of them */
        get: operations["listTenantUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pon-ports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** PON ports, filtered, searched and sorted */
        get: operations["listPonPortsObjects"];
        put?: never;
        /** Add: PON port */
        post: operations["createPonPort"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pon-ports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** PON port by id */
        get: operations["getPonPortObject"];
        put?: never;
        post?: never;
        /** Remove: PON port; it can be restored for a while */
        delete: operations["deletePonPort"];
        options?: never;
        head?: never;
        /** Change: PON port; what is absent stays */
        patch: operations["updatePonPort"];
        trace?: never;
    };
    "/api/v1/pon-ports/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: PON port */
        get: operations["getPonPortHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pon-ports/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: PON port */
        post: operations["restorePonPort"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pon-ports/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** PON ports: make the new, change the known, by external id; all or nothing */
        put: operations["upsertPonPorts"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/power-areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Power areas, filtered, searched and sorted */
        get: operations["listPowerAreasObjects"];
        put?: never;
        /** Add: Power area */
        post: operations["createPowerArea"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/power-areas/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Power area by id */
        get: operations["getPowerAreaObject"];
        put?: never;
        post?: never;
        /** Remove: Power area; it can be restored for a while */
        delete: operations["deletePowerArea"];
        options?: never;
        head?: never;
        /** Change: Power area; what is absent stays */
        patch: operations["updatePowerArea"];
        trace?: never;
    };
    "/api/v1/power-areas/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Power area */
        get: operations["getPowerAreaHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/power-areas/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: Power area */
        post: operations["restorePowerArea"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/power-areas/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Power areas: make the new, change the known, by external id; all or nothing */
        put: operations["upsertPowerAreas"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prefixes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prefixes, filtered, searched and sorted */
        get: operations["listPrefixesObjects"];
        put?: never;
        /** Add: Prefix */
        post: operations["createPrefix"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prefixes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prefix by id */
        get: operations["getPrefixObject"];
        put?: never;
        post?: never;
        /** Remove: Prefix; it can be restored for a while */
        delete: operations["deletePrefix"];
        options?: never;
        head?: never;
        /** Change: Prefix; what is absent stays */
        patch: operations["updatePrefix"];
        trace?: never;
    };
    "/api/v1/prefixes/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Prefix */
        get: operations["getPrefixHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prefixes/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: Prefix */
        post: operations["restorePrefix"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prefixes/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Prefixes: make the new, change the known, by external id; all or nothing */
        put: operations["upsertPrefixes"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/racks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Racks, filtered, searched and sorted */
        get: operations["listRacksObjects"];
        put?: never;
        /** Add: Rack */
        post: operations["createRack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/racks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rack by id */
        get: operations["getRackObject"];
        put?: never;
        post?: never;
        /** Remove: Rack; it can be restored for a while */
        delete: operations["deleteRack"];
        options?: never;
        head?: never;
        /** Change: Rack; what is absent stays */
        patch: operations["updateRack"];
        trace?: never;
    };
    "/api/v1/racks/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Rack */
        get: operations["getRackHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/racks/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: Rack */
        post: operations["restoreRack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/racks/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Racks: make the new, change the known, by external id; all or nothing */
        put: operations["upsertRacks"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Roles, those that come with FastISP first, and what a role can grant */
        get: operations["listRoles"];
        put?: never;
        /** Make a role of the tenant */
        post: operations["createRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One role */
        get: operations["getRole"];
        put?: never;
        post?: never;
        /** Remove a role that nobody has */
        delete: operations["deleteRole"];
        options?: never;
        head?: never;
        /** Change a role of the tenant; it holds with the next request of whoever has it */
        patch: operations["updateRole"];
        trace?: never;
    };
    "/api/v1/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Services, filtered, searched and sorted */
        get: operations["listServicesObjects"];
        put?: never;
        /** Add: Service */
        post: operations["createService"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Service by id */
        get: operations["getServiceObject"];
        put?: never;
        post?: never;
        /** Remove: Service; it can be restored for a while */
        delete: operations["deleteService"];
        options?: never;
        head?: never;
        /** Change: Service; what is absent stays */
        patch: operations["updateService"];
        trace?: never;
    };
    "/api/v1/services/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Service */
        get: operations["getServiceHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: Service */
        post: operations["restoreService"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Services: make the new, change the known, by external id; all or nothing */
        put: operations["upsertServices"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, for which tenant, and what they may do */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/impersonation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Work as another person for an hour at most; audited with both names */
        post: operations["startImpersonation"];
        /** Be oneself again */
        delete: operations["stopImpersonation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Work for another tenant of mine, with this session */
        post: operations["chooseTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this tenant set for itself */
        get: operations["getSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change settings; what is absent stays */
        patch: operations["updateSettings"];
        trace?: never;
    };
    "/api/v1/settings/logo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The logo of this tenant */
        get: operations["getLogo"];
        /**
         * Upload a logo: PNG, WebP or SVG, 256 KiB at most
         * @description The body is the picture itself. An SVG that is more than a picture is refused.
         */
        put: operations["setLogo"];
        post?: never;
        /** Take the logo away */
        delete: operations["deleteLogo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sites, filtered, searched and sorted */
        get: operations["listSitesObjects"];
        put?: never;
        /** Add: Site */
        post: operations["createSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Site by id */
        get: operations["getSiteObject"];
        put?: never;
        post?: never;
        /** Remove: Site; it can be restored for a while */
        delete: operations["deleteSite"];
        options?: never;
        head?: never;
        /** Change: Site; what is absent stays */
        patch: operations["updateSite"];
        trace?: never;
    };
    "/api/v1/sites/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Site */
        get: operations["getSiteHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: Site */
        post: operations["restoreSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sites: make the new, change the known, by external id; all or nothing */
        put: operations["upsertSites"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/splitters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Splitters, filtered, searched and sorted */
        get: operations["listSplittersObjects"];
        put?: never;
        /** Add: Splitter */
        post: operations["createSplitter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/splitters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Splitter by id */
        get: operations["getSplitterObject"];
        put?: never;
        post?: never;
        /** Remove: Splitter; it can be restored for a while */
        delete: operations["deleteSplitter"];
        options?: never;
        head?: never;
        /** Change: Splitter; what is absent stays */
        patch: operations["updateSplitter"];
        trace?: never;
    };
    "/api/v1/splitters/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Splitter */
        get: operations["getSplitterHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/splitters/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: Splitter */
        post: operations["restoreSplitter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/splitters/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Splitters: make the new, change the known, by external id; all or nothing */
        put: operations["upsertSplitters"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the network and this system are, in figures */
        get: operations["getStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriber-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sessions, filtered, searched and sorted */
        get: operations["listSubscriberSessionsObjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriber-sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Session by id */
        get: operations["getSubscriberSessionObject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriber-sessions/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Session */
        get: operations["getSubscriberSessionHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscribers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Subscribers, filtered, searched and sorted */
        get: operations["listSubscribersObjects"];
        put?: never;
        /** Add: Subscriber */
        post: operations["createSubscriber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscribers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Subscriber by id */
        get: operations["getSubscriberObject"];
        put?: never;
        post?: never;
        /** Remove: Subscriber; it can be restored for a while */
        delete: operations["deleteSubscriber"];
        options?: never;
        head?: never;
        /** Change: Subscriber; what is absent stays */
        patch: operations["updateSubscriber"];
        trace?: never;
    };
    "/api/v1/subscribers/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Subscriber */
        get: operations["getSubscriberHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscribers/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: Subscriber */
        post: operations["restoreSubscriber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscribers/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Subscribers: make the new, change the known, by external id; all or nothing */
        put: operations["upsertSubscribers"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API tokens of the caller */
        get: operations["listTokens"];
        put?: never;
        /** Make an API token; it is shown this once */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API token */
        delete: operations["deleteToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/topology/affected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Active services, and their subscribers, whose every path to a core these failed nodes cut */
        post: operations["findAffectedServices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/topology/nodes/{id}/below": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is cut off from every core when this node fails */
        get: operations["getNodesBelow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/topology/nodes/{id}/paths": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All paths from a node, or a service, to the core */
        get: operations["getNodePaths"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** UPS units, filtered, searched and sorted */
        get: operations["listUpsObjects"];
        put?: never;
        /** Add: UPS */
        post: operations["createUps"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** UPS by id */
        get: operations["getUpsObject"];
        put?: never;
        post?: never;
        /** Remove: UPS; it can be restored for a while */
        delete: operations["deleteUps"];
        options?: never;
        head?: never;
        /** Change: UPS; what is absent stays */
        patch: operations["updateUps"];
        trace?: never;
    };
    "/api/v1/ups/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: UPS */
        get: operations["getUpsHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ups/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: UPS */
        post: operations["restoreUps"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ups/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** UPS units: make the new, change the known, by external id; all or nothing */
        put: operations["upsertUps"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People of the tenant */
        get: operations["listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /** Take them out of the tenant; their account stays */
        delete: operations["removeUser"];
        options?: never;
        head?: never;
        /** Give them other roles */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/v1/users/{id}/password-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A link to a new password, to hand over to a person who cannot get in */
        post: operations["handOverPasswordLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** For a person who lost their phone and their backup codes */
        delete: operations["removeSecondFactorOf"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Zones, filtered, searched and sorted */
        get: operations["listZonesObjects"];
        put?: never;
        /** Add: Zone */
        post: operations["createZone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Zone by id */
        get: operations["getZoneObject"];
        put?: never;
        post?: never;
        /** Remove: Zone; it can be restored for a while */
        delete: operations["deleteZone"];
        options?: never;
        head?: never;
        /** Change: Zone; what is absent stays */
        patch: operations["updateZone"];
        trace?: never;
    };
    "/api/v1/zones/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: Zone */
        get: operations["getZoneHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the removal: Zone */
        post: operations["restoreZone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Zones: make the new, change the known, by external id; all or nothing */
        put: operations["upsertZones"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Account: {
            email: string;
            emailVerified: boolean;
            googleLinked: boolean;
            id: string;
            /** @enum {unknown} */
            locale: "es" | "en";
            /** @description Whether this system can send mails. */
            mailConfigured: boolean;
            name: string;
            secondFactor: {
                backupCodesLeft: number;
                enabled: boolean;
            };
        };
        AddressObject: {
            /** @description Address */
            address: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            deviceId: string | null;
            externalId: string | null;
            hostName: string | null;
            /** @description A UUID. */
            id: string;
            interfaceId: string | null;
            /** @description Notes */
            notes: string;
            /** @description Prefix */
            prefixId: string;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
        };
        AffectedServices: {
            items: {
                /** @description A UUID. */
                serviceId: string;
                serviceName: string;
                /** @description A UUID. */
                subscriberId: string;
                subscriberName: string;
            }[];
            /** @description Active services whose every path to a core is cut. */
            services: number;
            /** @description Whose services these are. */
            subscribers: number;
        };
        ApiToken: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            lastUsedAt: string | null;
            name: string;
            permissions: string[] | null;
            /** @description First characters of the token, to recognize it. */
            prefix: string;
        };
        ApiTokenCreated: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            lastUsedAt: string | null;
            name: string;
            permissions: string[] | null;
            /** @description First characters of the token, to recognize it. */
            prefix: string;
            /** @description The token itself, shown this once. */
            token: string;
        };
        AuditEntry: {
            action: string;
            address: string | null;
            after: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            before: {
                [key: string]: unknown;
            } | null;
            /** @description SHA-256, hexadecimal. */
            hash: string;
            impersonator: {
                /** @description A UUID. */
                id: string;
                name: string;
            } | null;
            object: {
                id: string;
                /** @description What it was called then. */
                name: string;
                /** @description `device`, `token`, `user` … */
                type: string;
            };
            /** @description Repeated attempts of one kind are one entry. */
            occurrences: number;
            /** @enum {unknown} */
            outcome: "done" | "denied" | "failed";
            person: {
                id: string | null;
                name: string;
            };
            reason: string | null;
            /** @description Position in the chain, from 1. */
            seq: number;
            tokenId: string | null;
            userAgent: string | null;
            /** @enum {unknown} */
            via: "session" | "token" | "system" | "anonymous";
        };
        AuditVerification: {
            /** @description How many were checked. */
            entries: number;
            /** @description Its hash. Kept elsewhere, it shows later that the log is still the same. */
            headHash: string;
            /** @description The last entry that is as it was written. */
            lastSeq: number;
            ok: boolean;
            problem: {
                /** @enum {unknown} */
                kind: "changed" | "missing" | "head_differs";
                seq: number;
            } | null;
            /** @description The last entry that retention removed; 0 when none. */
            prunedSeq: number;
        };
        AuthMethods: {
            /** @description Begin at `GET /api/auth/google`. */
            google: boolean;
            /** @description Whether browsers offer passkeys at this address. */
            passkey: boolean;
            /** @description By mail; false: an administrator hands a link over. */
            passwordReset: boolean;
        };
        BackupCodes: {
            /** @description Shown this once; each works once. */
            codes: string[];
        };
        BulkResult: {
            created: number;
            /** @description Paths are `/items/<index>/<field>`. Not empty: nothing was written. */
            problems: {
                code: string;
                message: string;
                path: string;
            }[];
            /** @description There are more problems than are listed. */
            problemsCut: boolean;
            /** @description Were so already. */
            unchanged: number;
            updated: number;
        };
        CardObject: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            /** @description OLT */
            deviceId: string;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            model: string | null;
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            /** @description Slot */
            slot: number;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
        };
        Device: {
            /** @description Host name, IPv4 or IPv6 address. */
            address: string;
            /**
             * Format: date-time
             * @description When it was added.
             */
            createdAt: string;
            externalId: string | null;
            /** Format: uuid */
            id: string;
            interfaceCount: number;
            /** @description Administratively up, but not working. */
            interfacesDown: number;
            interfacesUp: number;
            /** @description Where paths end: what reaches a core device is served. */
            isCore: boolean;
            /** @enum {unknown} */
            kind: "router" | "switch" | "olt" | "radio" | "server" | "other";
            lastSeenAt: string | null;
            /** @description Empty when unknown. */
            model: string;
            /** @description Unique within the tenant. */
            name: string;
            notes: string;
            /** @description Seconds from poll to poll. */
            pollIntervalS: number;
            powerAreaId: string | null;
            rackId: string | null;
            /**
             * @description Why it is in this status.
             * @enum {unknown}
             */
            reason: "answering" | "not_polled_yet" | "no_reply" | "no_such_host" | "unreachable" | "auth" | "protocol_error" | "collector_late";
            /**
             * Format: date-time
             * @description When it entered this status.
             */
            since: string;
            siteId: string | null;
            snmp: {
                communitySet: boolean;
                port: number;
                /** @enum {unknown} */
                version: "2c" | "1";
            };
            /** @enum {unknown} */
            status: "up" | "down" | "unknown";
            sysContact: string;
            sysDescr: string;
            sysLocation: string;
            sysName: string;
            sysObjectId: string;
            tags: string[];
            /**
             * Format: date-time
             * @description When its settings last changed.
             */
            updatedAt: string;
            uptimeMs: number | null;
        };
        DeviceList: {
            items: components["schemas"]["DeviceRow"][];
            nextCursor: string | null;
            /** @description How many match, on all pages. */
            total: number;
        };
        DeviceObject: {
            /** @description Address */
            address: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            /** @description Is core */
            isCore: boolean;
            /**
             * @description Kind
             * @enum {unknown}
             */
            kind: "router" | "switch" | "olt" | "radio" | "server" | "other";
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            /** @description Poll interval (s) */
            pollIntervalS: number;
            powerAreaId: string | null;
            rackId: string | null;
            siteId: string | null;
            snmpCommunitySet: boolean;
            /** @description SNMP port */
            snmpPort: number;
            /**
             * @description SNMP version
             * @enum {unknown}
             */
            snmpVersion: "2c" | "1";
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
        };
        DeviceRow: {
            /** @description Host name, IPv4 or IPv6 address. */
            address: string;
            /**
             * Format: date-time
             * @description When it was added.
             */
            createdAt: string;
            externalId: string | null;
            /** Format: uuid */
            id: string;
            /** @description Administratively up, but not working. */
            interfacesDown: number;
            interfacesUp: number;
            /** @description Where paths end: what reaches a core device is served. */
            isCore: boolean;
            /** @enum {unknown} */
            kind: "router" | "switch" | "olt" | "radio" | "server" | "other";
            lastSeenAt: string | null;
            /** @description Unique within the tenant. */
            name: string;
            notes: string;
            /** @description Seconds from poll to poll. */
            pollIntervalS: number;
            powerAreaId: string | null;
            rackId: string | null;
            /**
             * @description Why it is in this status.
             * @enum {unknown}
             */
            reason: "answering" | "not_polled_yet" | "no_reply" | "no_such_host" | "unreachable" | "auth" | "protocol_error" | "collector_late";
            /**
             * Format: date-time
             * @description When it entered this status.
             */
            since: string;
            siteId: string | null;
            snmp: {
                communitySet: boolean;
                port: number;
                /** @enum {unknown} */
                version: "2c" | "1";
            };
            /** @enum {unknown} */
            status: "up" | "down" | "unknown";
            tags: string[];
            /**
             * Format: date-time
             * @description When its settings last changed.
             */
            updatedAt: string;
        };
        DropObject: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            deviceId: string | null;
            externalId: string | null;
            feederId: string | null;
            /** @description A UUID. */
            id: string;
            lengthM: number | null;
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            outputNumber: number | null;
            splitterId: string | null;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
        };
        EffectivePermissions: {
            items: {
                allowed: boolean;
                /** @enum {unknown} */
                because: "granted" | "denied" | "elsewhere" | "not_granted" | "not_in_token";
                /** @description What led to it. */
                grants: {
                    grant: components["schemas"]["Grant"];
                    role: {
                        id: string;
                        name: string;
                    };
                }[];
                /** @enum {unknown} */
                permission: "zone:read" | "zone:create" | "zone:update" | "zone:delete" | "site:read" | "site:create" | "site:update" | "site:delete" | "rack:read" | "rack:create" | "rack:update" | "rack:delete" | "device:read" | "device:create" | "device:update" | "device:delete" | "interface:read" | "interface:create" | "interface:update" | "interface:delete" | "address:read" | "address:create" | "address:update" | "address:delete" | "prefix:read" | "prefix:create" | "prefix:update" | "prefix:delete" | "link:read" | "link:create" | "link:update" | "link:delete" | "power:read" | "power:create" | "power:update" | "power:delete" | "plant:read" | "plant:create" | "plant:update" | "plant:delete" | "onu:read" | "onu:create" | "onu:update" | "onu:delete" | "subscriber:read" | "subscriber:create" | "subscriber:update" | "subscriber:delete" | "plan:read" | "plan:create" | "plan:update" | "plan:delete" | "service:read" | "service:create" | "service:update" | "service:delete" | "maintenance:read" | "maintenance:create" | "maintenance:update" | "maintenance:delete" | "device:test" | "subscriber_session:read" | "flow:read" | "status:read" | "event:read" | "token:read" | "token:create" | "token:delete" | "user:read" | "user:invite" | "user:update" | "user:remove" | "role:read" | "role:create" | "role:update" | "role:delete" | "audit:read" | "audit:export" | "settings:read" | "settings:update" | "import:run" | "export:run" | "tenant:read" | "tenant:create" | "tenant:update" | "tenant:suspend" | "user:impersonate" | "secret:rotate";
            }[];
        };
        Event: {
            /**
             * Format: date-time
             * @description When it happened.
             */
            at: string;
            /** Format: uuid */
            deviceId: string;
            deviceName: string | null;
            from: ("up" | "down" | "unknown") | null;
            /** Format: uuid */
            id: string;
            ifIndex: number | null;
            interfaceName: string | null;
            reason: ("answering" | "not_polled_yet" | "no_reply" | "no_such_host" | "unreachable" | "auth" | "protocol_error" | "collector_late") | null;
            to: ("up" | "down" | "unknown") | null;
            /** @enum {unknown} */
            type: "device_status_changed" | "interface_status_changed" | "device_restarted";
        };
        EventList: {
            items: components["schemas"]["Event"][];
            nextCursor: string | null;
        };
        FeederObject: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            deviceId: string | null;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            lengthM: number | null;
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            /** @description PON port */
            ponPortId: string;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
        };
        FlowExporter: {
            address: string;
            deviceId: string | null;
            deviceName: string | null;
            flows: number;
            /** @description Over the last minute. */
            flowsPerS: number;
            /** @description Missing sequence numbers: flows (v5), packets (v9), records (IPFIX). */
            gaps: number;
            /** @description Datagrams that the receiving sockets, which all exporters share, lost while this one was sending. */
            kernelDrops: number;
            /**
             * Format: date-time
             * @description Last packet.
             */
            lastSeenAt: string;
            /** @description Data sets dropped because their template never came in time. */
            noTemplate: number;
            observationDomains: number;
            packets: number;
            /** @description Packets or sets that could not be decoded. */
            refused: number;
            /** @description One packet in how many; 1 is every packet. */
            samplingRate: number;
            versions: number[];
        };
        FlowExporterList: {
            /**
             * Format: date-time
             * @description Start of what was counted, inclusive.
             */
            from: string;
            items: components["schemas"]["FlowExporter"][];
            /** @description Datagrams that the receiving sockets lost in the range, of all exporters. */
            kernelDrops: number;
            /**
             * Format: date-time
             * @description End of what was counted, exclusive.
             */
            to: string;
        };
        FlowTop: {
            /** @enum {unknown} */
            by: "source" | "destination" | "conversation" | "port" | "exporter";
            /** @description Some exporter samples: volumes are multiplied by its rate. */
            estimated: boolean;
            /**
             * Format: date-time
             * @description Start of what was counted, inclusive.
             */
            from: string;
            rows: components["schemas"]["FlowTopRow"][];
            series?: {
                at: string[];
                /** @description All that is in none of the rows. */
                otherBps: number[];
                rows: {
                    /** @description One a step. */
                    bps: number[];
                    key: string;
                }[];
                stepS: number;
            };
            /**
             * Format: date-time
             * @description End of what was counted, exclusive.
             */
            to: string;
            total: {
                /** @description Mean bits per second over the range. */
                bps: number;
                bytes: number;
                /** @description Flow records, as sent. */
                flows: number;
                packets: number;
            };
        };
        FlowTopRow: {
            /** @description Mean bits per second over the range. */
            bps: number;
            bytes: number;
            destination?: string;
            /**
             * Format: uuid
             * @description The device with this address.
             */
            deviceId?: string;
            deviceName?: string;
            exporter?: string;
            /** @description Flow records, as sent. */
            flows: number;
            /** @description What the row is, unique in the answer. */
            key: string;
            packets: number;
            port?: number;
            /** @description IANA protocol number. */
            protocol?: number;
            /** @description Of all bytes in the range, 0 to 1. */
            share: number;
            source?: string;
        };
        Grant: {
            /**
             * @description A deny wins over every allow, of whichever role.
             * @enum {unknown}
             */
            effect: "allow" | "deny";
            /**
             * @description `resource:action`, `resource:*` or `*:*`.
             * @enum {unknown}
             */
            permission: "*:*" | "zone:*" | "site:*" | "rack:*" | "device:*" | "interface:*" | "address:*" | "prefix:*" | "link:*" | "power:*" | "plant:*" | "onu:*" | "subscriber:*" | "plan:*" | "service:*" | "maintenance:*" | "subscriber_session:*" | "flow:*" | "status:*" | "event:*" | "token:*" | "user:*" | "role:*" | "audit:*" | "settings:*" | "import:*" | "export:*" | "zone:read" | "zone:create" | "zone:update" | "zone:delete" | "site:read" | "site:create" | "site:update" | "site:delete" | "rack:read" | "rack:create" | "rack:update" | "rack:delete" | "device:read" | "device:create" | "device:update" | "device:delete" | "interface:read" | "interface:create" | "interface:update" | "interface:delete" | "address:read" | "address:create" | "address:update" | "address:delete" | "prefix:read" | "prefix:create" | "prefix:update" | "prefix:delete" | "link:read" | "link:create" | "link:update" | "link:delete" | "power:read" | "power:create" | "power:update" | "power:delete" | "plant:read" | "plant:create" | "plant:update" | "plant:delete" | "onu:read" | "onu:create" | "onu:update" | "onu:delete" | "subscriber:read" | "subscriber:create" | "subscriber:update" | "subscriber:delete" | "plan:read" | "plan:create" | "plan:update" | "plan:delete" | "service:read" | "service:create" | "service:update" | "service:delete" | "maintenance:read" | "maintenance:create" | "maintenance:update" | "maintenance:delete" | "device:test" | "subscriber_session:read" | "flow:read" | "status:read" | "event:read" | "token:read" | "token:create" | "token:delete" | "user:read" | "user:invite" | "user:update" | "user:remove" | "role:read" | "role:create" | "role:update" | "role:delete" | "audit:read" | "audit:export" | "settings:read" | "settings:update" | "import:run" | "export:run";
            /** @description Only there; a zone stands for all that is below it. Absent: everywhere. */
            scope?: {
                siteIds?: string[];
                zoneIds?: string[];
            };
        };
        HandedLink: {
            /**
             * Format: date-time
             * @description Until when.
             */
            expiresAt: string;
            /** @description To hand over; works once. */
            url: string;
        };
        ImpersonationStarted: {
            /**
             * Format: date-time
             * @description When it ends.
             */
            until: string;
        };
        Import: {
            bytes: number;
            columns: {
                header: string;
                samples: string[];
            }[];
            created: number;
            /**
             * Format: date-time
             * @description When the file was uploaded.
             */
            createdAt: string;
            failure: {
                code: string;
                message: string;
                params: {
                    [key: string]: (string | number | boolean) | null;
                };
            } | null;
            fileName: string;
            /** @enum {unknown} */
            format: "csv" | "xlsx";
            /** @description A UUID. */
            id: string;
            mapping: {
                /** @description From 0. */
                column: number;
                /** @description Of the object type; `id`: the FastISP id of an export. */
                field: string;
            }[];
            problems: number;
            /** @description There are more problems than are listed. */
            problemsCut: boolean;
            /** @description Of the present or last check or run. */
            rowsDone: number;
            rowsTotal: number | null;
            settings: {
                /**
                 * @description How 03/04/2026 is read.
                 * @enum {unknown}
                 */
                dateOrder: "dmy" | "mdy";
                /** @enum {unknown} */
                decimalMark: "." | ",";
                delimiter: (";" | "," | "\t" | "|") | null;
                encoding: ("utf-8" | "utf-16le" | "utf-16be" | "windows-1252") | null;
                /** @description As the spreadsheet counts, from 1. */
                headerRow: number;
                sheet: string | null;
            };
            /** @description Of a workbook. */
            sheets: string[];
            /**
             * @description `ready` → `checking` → `checked` → `running` → `done`; `failed` when the file cannot be read.
             * @enum {unknown}
             */
            state: "ready" | "checking" | "checked" | "running" | "done" | "failed";
            /** @description Name of the object type. */
            type: string;
            unchanged: number;
            updated: number;
        };
        ImportProblem: {
            code: string;
            column: string | null;
            field: string | null;
            message: string;
            /** @description As the spreadsheet counts, the header included; 0: the file as a whole. */
            row: number;
            value: string | null;
        };
        Interface: {
            adminUp: boolean;
            alias: string;
            description: string;
            /** Format: uuid */
            deviceId: string;
            /**
             * Format: uuid
             * @description Stays the same when the device numbers its interfaces anew.
             */
            id: string;
            ifIndex: number;
            inBps: number | null;
            /** @description Lower case with colons, or empty. */
            mac: string;
            name: string;
            outBps: number | null;
            ratesAt: string | null;
            since: string | null;
            /** @description Bits per second; 0 when unknown. */
            speedBps: number;
            /** @enum {unknown} */
            status: "up" | "down" | "unknown";
            /** @description IANA ifType. */
            type: number;
        };
        InterfaceObject: {
            /** @description Administratively up */
            adminUp: boolean;
            alias: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            description: string | null;
            /** @description Device */
            deviceId: string;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            ifIndex: number | null;
            macAddress: string | null;
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            /** @description Speed (bit/s) */
            speedBps: number;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
        };
        Invitation: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            email: string;
            /**
             * Format: date-time
             * @description When its link stops working.
             */
            expiresAt: string;
            id: string;
            name: string;
            roles: {
                builtIn: boolean;
                id: string;
                name: string;
            }[];
        };
        InvitationAccepted: {
            email: string;
        };
        InvitationCreated: {
            invitation: components["schemas"]["Invitation"];
            /** @description To be given to that person; shown this once. */
            link: string;
        };
        InvitationShown: {
            email: string;
            /** @description They have an account: its password is asked for, and no name. */
            known: boolean;
            name: string;
            tenant: {
                name: string;
            };
        };
        LinkObject: {
            /** @description Device A */
            aDeviceId: string;
            aInterfaceId: string | null;
            /** @description Device B */
            bDeviceId: string;
            bInterfaceId: string | null;
            capacityBps: number | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            /**
             * @description Kind
             * @enum {unknown}
             */
            kind: "physical" | "radio" | "ring";
            lengthM: number | null;
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
        };
        MaintenanceOccurrence: {
            /**
             * Format: date-time
             * @description End, exclusive.
             */
            endsAt: string;
            /**
             * Format: date-time
             * @description Start.
             */
            startsAt: string;
        };
        MaintenanceWindow: {
            /**
             * Format: date-time
             * @description When it was announced.
             */
            createdAt: string;
            createdBy: {
                /** @description A UUID. */
                id: string;
                name: string;
            };
            current: components["schemas"]["MaintenanceOccurrence"] | null;
            /** @description Occurrences that ended earlier than planned; at their start: that did not take place. */
            cuts: {
                /**
                 * Format: date-time
                 * @description Early end.
                 */
                endedAt: string;
                /**
                 * Format: date-time
                 * @description Planned start.
                 */
                startsAt: string;
            }[];
            durationMinutes: number;
            effects: ("silence_notifications" | "suppress_alarms" | "exclude_from_sla")[];
            endedAt: string | null;
            /** @description A UUID. */
            id: string;
            /** @description Whether the caller's permission to change reaches all it covers. */
            mayChange: boolean;
            next: components["schemas"]["MaintenanceOccurrence"] | null;
            overAt: string | null;
            /** @description Why. */
            reason: string;
            rule: string | null;
            scopes: {
                id: string;
                name: string | null;
                /** @enum {unknown} */
                type: "tenant" | "zone" | "site" | "device" | "interface" | "service" | "tag";
            }[];
            /**
             * Format: date-time
             * @description Start of the first occurrence.
             */
            startsAt: string;
            /** @enum {unknown} */
            state: "active" | "upcoming" | "past";
            /** @description IANA name. Default: the tenant's. */
            timeZone: string;
            /** @description What people see. */
            title: string;
            /**
             * Format: date-time
             * @description Last change.
             */
            updatedAt: string;
        };
        Member: {
            email: string;
            id: string;
            /**
             * Format: date-time
             * @description When they joined this tenant.
             */
            joinedAt: string;
            lastSignInAt: string | null;
            name: string;
            roles: {
                builtIn: boolean;
                id: string;
                name: string;
            }[];
        };
        NodePaths: {
            /** @description False: there are more paths. */
            complete: boolean;
            node: components["schemas"]["TopologyNode"];
            /** @description From the node to a core device; the fewest devices first. */
            paths: components["schemas"]["TopologyNode"][][];
        };
        NodesBelow: {
            /** @description How many of each kind; active services among them. */
            counts: {
                [key: string]: number;
            };
            items: components["schemas"]["TopologyNode"][];
            node: components["schemas"]["TopologyNode"];
        };
        ObjectType: {
            fields: {
                /** @description Null: none. */
                default: unknown;
                filter: boolean;
                label: {
                    en: string;
                    es: string;
                };
                name: string;
                personal: boolean;
                readOnly: boolean;
                reference: string | null;
                required: boolean;
                /** @description JSON Schema of a value that is not null. */
                schema: unknown;
                secret: boolean;
                sort: boolean;
            }[];
            label: {
                many: {
                    en: string;
                    es: string;
                };
                one: {
                    en: string;
                    es: string;
                };
            };
            name: string;
            /** @description What people call it by. */
            nameField: string;
            /** @description Its list and single objects have shapes of their own. */
            ownRoutes: boolean;
            /** @description Its path under /api/v1/. */
            plural: string;
            /** @description Its permissions are `<resource>:read` and so on. */
            resource: string;
            sorts: string[];
            /** @enum {unknown} */
            writable: "all" | "annotate" | "none";
        };
        OnuObject: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            deviceId: string | null;
            dropId: string | null;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            model: string | null;
            /** @description Notes */
            notes: string;
            onuNumber: number | null;
            ponPortId: string | null;
            powerAreaId: string | null;
            rxPowerMinDbm: number | null;
            /** @description Serial number */
            serial: string;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
        };
        Passkey: {
            /** @description Copied to the person's other devices by their platform. */
            backedUp: boolean;
            /**
             * Format: date-time
             * @description When it was added.
             */
            createdAt: string;
            /** Format: uuid */
            id: string;
            lastUsedAt: string | null;
            name: string;
        };
        PasskeyOptions: {
            [key: string]: unknown;
        };
        PasskeyResponse: {
            id: string;
            rawId: string;
            response: {
                clientDataJSON: string;
            } & {
                [key: string]: unknown;
            };
            /** @constant */
            type: "public-key";
        } & {
            [key: string]: unknown;
        };
        PlanObject: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            /** @description Down (kbit/s) */
            downKbps: number;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            /** @description Up (kbit/s) */
            upKbps: number;
        };
        PonPortObject: {
            cardId: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            /** @description OLT */
            deviceId: string;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            /** @description Number */
            number: number;
            /** @description Tags */
            tags: string[];
            /**
             * @description Technology
             * @enum {unknown}
             */
            technology: "gpon" | "xgs_pon" | "epon" | "10g_epon";
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
        };
        PowerAreaObject: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            provider: string | null;
            siteId: string | null;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
        };
        PrefixObject: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            name: string | null;
            /** @description Notes */
            notes: string;
            /** @description Prefix */
            prefix: string;
            /**
             * @description Role
             * @enum {unknown}
             */
            role: "subscribers" | "management" | "point_to_point" | "public" | "other";
            siteId: string | null;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            vlan: number | null;
        };
        ProbeResult: {
            interfaceCount: number | null;
            /** @description Empty when unknown. */
            model: string;
            /** @constant */
            ok: true;
            rttMs: number;
            sysDescr: string;
            sysName: string;
        } | {
            /** @enum {unknown} */
            code: "no_such_host" | "no_reply" | "unreachable" | "refused" | "auth" | "protocol_error";
            /** @constant */
            ok: false;
            params: {
                [key: string]: string | number;
            };
        };
        Problem: {
            code: string;
            detail: string;
            errors?: {
                code: string;
                message: string;
                path: string;
            }[];
            params?: {
                [key: string]: string | number | boolean | null;
            };
            status: number;
            title: string;
            /** @description about:blank#<code> */
            type: string;
        };
        RackObject: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            externalId: string | null;
            /** @description Height (U) */
            heightU: number;
            /** @description A UUID. */
            id: string;
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            /** @description Site */
            siteId: string;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
        };
        Role: {
            /** @description It comes with FastISP and cannot be changed. */
            builtIn: boolean;
            description: string;
            grants: components["schemas"]["Grant"][];
            /** @description People who have it. */
            holders: number;
            id: string;
            name: string;
        };
        SecondFactorEnrolment: {
            /** @description The URI as a QR code, an SVG document. */
            qrSvg: string;
            /** @description Base32, for typing. */
            secret: string;
            /** @description `otpauth://…` */
            uri: string;
        };
        ServiceObject: {
            /**
             * @description Access
             * @enum {unknown}
             */
            access: "pppoe" | "dhcp" | "static";
            address: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            deviceId: string | null;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            onuId: string | null;
            /** @description Plan */
            planId: string;
            startedAt: string | null;
            /**
             * @description Status
             * @enum {unknown}
             */
            status: "active" | "pending" | "suspended" | "ended";
            /** @description Subscriber */
            subscriberId: string;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            userName: string | null;
            vlan: number | null;
        };
        Session: {
            impersonator: {
                id: string;
                name: string;
            } | null;
            permissions: string[];
            /** @description Those of them that hold at some sites only. */
            scopedPermissions: string[];
            tenant: {
                colors: {
                    dark: string | null;
                    light: string | null;
                };
                /** @description ISO 4217. */
                currency: string;
                id: number;
                /** @enum {unknown} */
                locale: "es" | "en";
                logoUrl: string | null;
                name: string;
                /** @description IANA name. */
                timeZone: string;
            };
            /** @description Every tenant of this person; `POST /session/tenant` changes to another. */
            tenants: {
                id: number;
                name: string;
                suspended: boolean;
            }[];
            user: {
                email: string;
                id: string;
                /** @enum {unknown} */
                locale: "es" | "en";
                /** @description This sign-in may do nothing but change the password. Never true for an API token. */
                mustChangePassword: boolean;
                name: string;
            };
        };
        Settings: {
            businessHours: {
                /** @description In order, on the wall clock of the tenant. */
                friday: {
                    from: string;
                    to: string;
                }[];
                /** @description In order, on the wall clock of the tenant. */
                monday: {
                    from: string;
                    to: string;
                }[];
                /** @description In order, on the wall clock of the tenant. */
                saturday: {
                    from: string;
                    to: string;
                }[];
                /** @description In order, on the wall clock of the tenant. */
                sunday: {
                    from: string;
                    to: string;
                }[];
                /** @description In order, on the wall clock of the tenant. */
                thursday: {
                    from: string;
                    to: string;
                }[];
                /** @description In order, on the wall clock of the tenant. */
                tuesday: {
                    from: string;
                    to: string;
                }[];
                /** @description In order, on the wall clock of the tenant. */
                wednesday: {
                    from: string;
                    to: string;
                }[];
            };
            colors: {
                dark: string | null;
                light: string | null;
            };
            /** @description ISO 4217. */
            currency: string;
            holidays: {
                date: string;
                name: string;
            }[];
            /** @enum {unknown} */
            locale: "es" | "en";
            logo: {
                mediaType: string;
                /**
                 * Format: date-time
                 * @description When it was uploaded.
                 */
                updatedAt: string;
                /** @description Another one for another picture. */
                url: string;
            } | null;
            name: string;
            /** @description Never more than the installation keeps; null: as many. */
            retention: {
                auditDays: number | null;
                eventDays: number | null;
            };
            retentionMax: {
                auditDays: number;
                eventDays: number;
            };
            /** @description IANA name. */
            timeZone: string;
        };
        SignedIn: {
            mustChangePassword: boolean;
            /** @description Not signed in yet: send a code to `POST /api/auth/sign-in/code` within ten minutes. */
            secondFactor: boolean;
        };
        SignedInDevice: {
            /** @description Where it was seen last. */
            address: string;
            browser: string | null;
            /** @description The one that asks. */
            current: boolean;
            /**
             * Format: date-time
             * @description When the session ends without further use.
             */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            /** @enum {unknown} */
            kind: "desktop" | "phone" | "tablet" | "program" | "unknown";
            /**
             * Format: date-time
             * @description When it was seen last, to the minute.
             */
            lastSeenAt: string;
            /**
             * Format: date-time
             * @description When it signed in.
             */
            signedInAt: string;
            system: string | null;
        };
        SiteObject: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            latitude: number | null;
            longitude: number | null;
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            street: string | null;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            zoneId: string | null;
        };
        SplitterObject: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            deviceId: string | null;
            externalId: string | null;
            feederId: string | null;
            /** @description A UUID. */
            id: string;
            latitude: number | null;
            longitude: number | null;
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            /** @description Outputs (1:n) */
            outputs: number;
            parentId: string | null;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
        };
        Status: {
            /**
             * Format: date-time
             * @description When this was measured.
             */
            asOf: string;
            /** @description Messages that no reader could make use of, by topic; none is the rule. */
            deadLetters: {
                /**
                 * Format: date-time
                 * @description When the last one was set aside.
                 */
                lastAt: string;
                lastReason: string;
                /** @description Still to be found in its dead-letter topic. */
                messages: number;
                topic: string;
            }[];
            devices: {
                down: number;
                total: number;
                unknown: number;
                up: number;
            };
            flowsPerS: number | null;
            interfaces: {
                down: number;
                up: number;
            };
            lagS: number | null;
            samplesPerS: number | null;
            stores: {
                columnStore: {
                    latencyMs: number | null;
                    /** @description It answers questions, and telemetry is stored in it. */
                    ok: boolean;
                    problem: {
                        code: string;
                        /** @description What is wrong and what to do, in a sentence. */
                        message: string;
                        since: string | null;
                    } | null;
                };
                relational: {
                    latencyMs: number | null;
                    ok: boolean;
                };
            };
            /** @description Seconds since this process started. */
            uptimeS: number;
            version: string;
        };
        SubscriberObject: {
            city: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            document: string | null;
            documentType: string | null;
            email: string | null;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            /**
             * @description Kind
             * @enum {unknown}
             */
            kind: "person" | "company";
            latitude: number | null;
            longitude: number | null;
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            phone: string | null;
            siteId: string | null;
            street: string | null;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
        };
        SubscriberSessionObject: {
            address: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            deviceId: string | null;
            endedAt: string | null;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            inOctets: number | null;
            macAddress: string | null;
            /** @description Notes */
            notes: string;
            outOctets: number | null;
            serviceId: string | null;
            /**
             * Format: date-time
             * @description Started
             */
            startedAt: string;
            subscriberId: string | null;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            /** @description User name */
            userName: string;
        };
        Tenant: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            id: number;
            limits: {
                devices: number | null;
                subscribers: number | null;
                users: number | null;
            };
            name: string;
            slug: string;
            /** @enum {unknown} */
            status: "active" | "suspended";
            suspendedAt: string | null;
            suspendedReason: string | null;
            /** @description How much there is now. */
            usage: {
                devices: number;
                subscribers: number;
                users: number;
            };
        };
        TenantCreated: {
            /** @description The first administrator's invitation, shown this once. */
            link: string;
            tenant: components["schemas"]["Tenant"];
        };
        TopologyNode: {
            /** @description A UUID. */
            id: string;
            name: string;
            /** @description Its kind, as in /object-types. */
            type: string;
        };
        Traffic: {
            /**
             * Format: date-time
             * @description Start of the first step.
             */
            from: string;
            /** Format: uuid */
            interfaceId: string;
            points: {
                /**
                 * Format: date-time
                 * @description Start of the step.
                 */
                at: string;
                discardsPerS: number | null;
                errorsPerS: number | null;
                inBps: number | null;
                inPps: number | null;
                outBps: number | null;
                outPps: number | null;
            }[];
            stepS: number;
            /**
             * Format: date-time
             * @description End of the last step.
             */
            to: string;
        };
        UpsObject: {
            capacityVa: number | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            deviceId: string | null;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            model: string | null;
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            powerAreaId: string | null;
            runtimeMinutes: number | null;
            /** @description Site */
            siteId: string;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
        };
        ZoneObject: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            deletedAt: string | null;
            externalId: string | null;
            /** @description A UUID. */
            id: string;
            /** @description Name */
            name: string;
            /** @description Notes */
            notes: string;
            parentId: string | null;
            /** @description Tags */
            tags: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    beginGoogle: {
        parameters: {
            query?: {
                /** @description A path of ours to come back to. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The browser goes on from here. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    finishGoogle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The browser goes on from here. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getAuthMethods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthMethods"];
                };
            };
        };
    };
    signInWithPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeyResponse"];
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    askForPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyOptions"];
                };
            };
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    newPassword: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    signInWithCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of the authenticator app, or a backup code. */
                    code: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                    /**
                     * @description Keep the session when the browser closes.
                     * @default true
                     */
                    rememberMe?: boolean;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    locale?: "es" | "en";
                    name?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    requestEmailVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listPasskeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Passkey"][];
                    };
                };
            };
        };
    };
    addPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    response: components["schemas"]["PasskeyResponse"];
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passkey"];
                };
            };
        };
    };
    removePasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    renamePasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passkey"];
                };
            };
        };
    };
    beginPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyOptions"];
                };
            };
        };
    };
    enrolSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorEnrolment"];
                };
            };
        };
    };
    renewBackupCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackupCodes"];
                };
            };
        };
    };
    confirmSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackupCodes"];
                };
            };
        };
    };
    disableSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SignedInDevice"][];
                    };
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ended: number;
                    };
                };
            };
        };
    };
    listAddressesObjects: {
        parameters: {
            query?: {
                /** @description Address; `none`: those without. */
                address?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description Device; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Interface; `none`: those without. */
                interfaceId?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Prefix; `none`: those without. */
                prefixId?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "address" | "-address" | "hostName" | "-hostName" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AddressObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createAddress: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Address */
                    address: string;
                    deviceId?: string | null;
                    externalId?: string | null;
                    hostName?: string | null;
                    interfaceId?: string | null;
                    notes?: string | null;
                    /** @description Prefix */
                    prefixId: string;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressObject"];
                };
            };
        };
    };
    getAddressObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressObject"];
                };
            };
        };
    };
    deleteAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Address */
                    address?: string;
                    deviceId?: string | null;
                    externalId?: string | null;
                    hostName?: string | null;
                    interfaceId?: string | null;
                    notes?: string | null;
                    /** @description Prefix */
                    prefixId?: string;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressObject"];
                };
            };
        };
    };
    getAddressHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restoreAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressObject"];
                };
            };
        };
    };
    upsertAddresses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                /** @description `create`, `update`, `sign_in` … */
                action?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Start, inclusive. */
                from?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Id of the object. */
                objectId?: string;
                /** @description Type of the object. */
                objectType?: string;
                outcome?: "done" | "denied" | "failed";
                /** @description Text in names, addresses, reasons, before or after; any case. */
                q?: string;
                /** @description End, exclusive. */
                to?: string;
                /** @description A UUID. */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                /** @description `create`, `update`, `sign_in` … */
                action?: string;
                format?: "csv" | "jsonl";
                /** @description Start, inclusive. */
                from?: string;
                /** @description Id of the object. */
                objectId?: string;
                /** @description Type of the object. */
                objectType?: string;
                outcome?: "done" | "denied" | "failed";
                /** @description Text in names, addresses, reasons, before or after; any case. */
                q?: string;
                /** @description End, exclusive. */
                to?: string;
                /** @description A UUID. */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "text/csv": string;
                };
            };
        };
    };
    verifyAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerification"];
                };
            };
        };
    };
    listCardsObjects: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description OLT; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Model; `none`: those without. */
                model?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Slot; `none`: those without. */
                slot?: string;
                sort?: "name" | "-name" | "slot" | "-slot" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CardObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createCard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description OLT */
                    deviceId: string;
                    externalId?: string | null;
                    model?: string | null;
                    /** @description Name */
                    name: string;
                    notes?: string | null;
                    /** @description Slot */
                    slot: number;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardObject"];
                };
            };
        };
    };
    getCardObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardObject"];
                };
            };
        };
    };
    deleteCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateCard: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description OLT */
                    deviceId?: string;
                    externalId?: string | null;
                    model?: string | null;
                    /** @description Name */
                    name?: string;
                    notes?: string | null;
                    /** @description Slot */
                    slot?: number;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardObject"];
                };
            };
        };
    };
    getCardHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restoreCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardObject"];
                };
            };
        };
    };
    upsertCards: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    listDevices: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                kind?: "router" | "switch" | "olt" | "radio" | "server" | "other";
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Parts of the name, the address or the external id, in any order. */
                q?: string;
                /** @description A UUID. */
                siteId?: string;
                /** @description `worst`: down, unknown, up; the longest first. */
                sort?: "worst" | "name" | "-name" | "address" | "-address" | "lastSeenAt" | "-lastSeenAt";
                status?: "up" | "down" | "unknown";
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceList"];
                };
            };
        };
    };
    createDevice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Host name, IPv4 or IPv6 address. */
                    address: string;
                    externalId?: string | null;
                    /** @description Where paths end: what reaches a core device is served. */
                    isCore?: boolean;
                    /**
                     * @default router
                     * @enum {unknown}
                     */
                    kind?: "router" | "switch" | "olt" | "radio" | "server" | "other";
                    /** @description Unique within the tenant. */
                    name: string;
                    notes?: string;
                    /** @default 60 */
                    pollIntervalS?: number;
                    powerAreaId?: string | null;
                    rackId?: string | null;
                    siteId?: string | null;
                    snmp: {
                        /** @description Sealed at rest, never returned. */
                        community: string;
                        /** @default 161 */
                        port?: number;
                        /**
                         * @default 2c
                         * @enum {unknown}
                         */
                        version?: "2c" | "1";
                    };
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
        };
    };
    getDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
        };
    };
    deleteDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateDevice: {
        parameters: {
            query?: {
                /** @description Moves the device to another site although live services hang on it. */
                withServices?: boolean;
            };
            header?: {
                /** @description The ETag of the device; refuses the change when it moved on. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Host name, IPv4 or IPv6 address. */
                    address?: string;
                    externalId?: string | null;
                    /** @description Where paths end: what reaches a core device is served. */
                    isCore?: boolean;
                    /** @enum {unknown} */
                    kind?: "router" | "switch" | "olt" | "radio" | "server" | "other";
                    /** @description Unique within the tenant. */
                    name?: string;
                    notes?: string;
                    /** @description Seconds from poll to poll. */
                    pollIntervalS?: number;
                    powerAreaId?: string | null;
                    rackId?: string | null;
                    siteId?: string | null;
                    snmp?: {
                        /** @description Sealed at rest, never returned. */
                        community?: string;
                        port?: number;
                        /** @enum {unknown} */
                        version?: "2c" | "1";
                    };
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
        };
    };
    getDeviceHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listInterfaces: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Interface"][];
                    };
                };
            };
        };
    };
    restoreDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
        };
    };
    upsertDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    testDevice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address: string;
                    /** @description A UUID. */
                    deviceId?: string;
                    snmp: {
                        community?: string;
                        /** @default 161 */
                        port?: number;
                        /**
                         * @default 2c
                         * @enum {unknown}
                         */
                        version?: "2c" | "1";
                    };
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProbeResult"];
                };
            };
        };
    };
    listDropsObjects: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description OLT; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Feeder; `none`: those without. */
                feederId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "outputNumber" | "-outputNumber" | "lengthM" | "-lengthM" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Splitter; `none`: those without. */
                splitterId?: string;
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DropObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createDrop: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    feederId?: string | null;
                    lengthM?: number | null;
                    /** @description Name */
                    name: string;
                    notes?: string | null;
                    outputNumber?: number | null;
                    splitterId?: string | null;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DropObject"];
                };
            };
        };
    };
    getDropObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DropObject"];
                };
            };
        };
    };
    deleteDrop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateDrop: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    feederId?: string | null;
                    lengthM?: number | null;
                    /** @description Name */
                    name?: string;
                    notes?: string | null;
                    outputNumber?: number | null;
                    splitterId?: string | null;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DropObject"];
                };
            };
        };
    };
    getDropHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restoreDrop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DropObject"];
                };
            };
        };
    };
    upsertDrops: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description A UUID. */
                deviceId?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventList"];
                };
            };
        };
    };
    exportAddresses: {
        parameters: {
            query?: {
                /** @description Address; `none`: those without. */
                address?: string;
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description Device; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Interface; `none`: those without. */
                interfaceId?: string;
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Prefix; `none`: those without. */
                prefixId?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "address" | "-address" | "hostName" | "-hostName" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportCards: {
        parameters: {
            query?: {
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description OLT; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Model; `none`: those without. */
                model?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Slot; `none`: those without. */
                slot?: string;
                sort?: "name" | "-name" | "slot" | "-slot" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportDevices: {
        parameters: {
            query?: {
                /** @description Address; `none`: those without. */
                address?: string;
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Is core; `none`: those without. */
                isCore?: string;
                /** @description Kind; `none`: those without. */
                kind?: string;
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Power area; `none`: those without. */
                powerAreaId?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Rack; `none`: those without. */
                rackId?: string;
                /** @description Site; `none`: those without. */
                siteId?: string;
                /** @description SNMP version; `none`: those without. */
                snmpVersion?: string;
                sort?: "name" | "-name" | "address" | "-address" | "kind" | "-kind" | "snmpVersion" | "-snmpVersion" | "snmpPort" | "-snmpPort" | "pollIntervalS" | "-pollIntervalS" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportDrops: {
        parameters: {
            query?: {
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description OLT; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Feeder; `none`: those without. */
                feederId?: string;
                format?: "csv" | "xlsx";
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "outputNumber" | "-outputNumber" | "lengthM" | "-lengthM" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Splitter; `none`: those without. */
                splitterId?: string;
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportFeeders: {
        parameters: {
            query?: {
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description OLT; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description PON port; `none`: those without. */
                ponPortId?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "lengthM" | "-lengthM" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportInterfaces: {
        parameters: {
            query?: {
                /** @description Administratively up; `none`: those without. */
                adminUp?: string;
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description Device; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description ifIndex; `none`: those without. */
                ifIndex?: string;
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description MAC; `none`: those without. */
                macAddress?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "ifIndex" | "-ifIndex" | "speedBps" | "-speedBps" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportLinks: {
        parameters: {
            query?: {
                /** @description Device A; `none`: those without. */
                aDeviceId?: string;
                /** @description Interface A; `none`: those without. */
                aInterfaceId?: string;
                /** @description Device B; `none`: those without. */
                bDeviceId?: string;
                /** @description Interface B; `none`: those without. */
                bInterfaceId?: string;
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Kind; `none`: those without. */
                kind?: string;
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "kind" | "-kind" | "capacityBps" | "-capacityBps" | "lengthM" | "-lengthM" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportOnus: {
        parameters: {
            query?: {
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description OLT; `none`: those without. */
                deviceId?: string;
                /** @description Drop; `none`: those without. */
                dropId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Model; `none`: those without. */
                model?: string;
                /** @description PON port; `none`: those without. */
                ponPortId?: string;
                /** @description Power area; `none`: those without. */
                powerAreaId?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Serial number; `none`: those without. */
                serial?: string;
                sort?: "serial" | "-serial" | "onuNumber" | "-onuNumber" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportPlans: {
        parameters: {
            query?: {
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "downKbps" | "-downKbps" | "upKbps" | "-upKbps" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportPonPorts: {
        parameters: {
            query?: {
                /** @description Card; `none`: those without. */
                cardId?: string;
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description OLT; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Number; `none`: those without. */
                number?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "number" | "-number" | "technology" | "-technology" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
                /** @description Technology; `none`: those without. */
                technology?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportPowerAreas: {
        parameters: {
            query?: {
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Provider; `none`: those without. */
                provider?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Site; `none`: those without. */
                siteId?: string;
                sort?: "name" | "-name" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportPrefixes: {
        parameters: {
            query?: {
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Prefix; `none`: those without. */
                prefix?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Role; `none`: those without. */
                role?: string;
                /** @description Site; `none`: those without. */
                siteId?: string;
                sort?: "prefix" | "-prefix" | "name" | "-name" | "role" | "-role" | "vlan" | "-vlan" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
                /** @description VLAN; `none`: those without. */
                vlan?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportRacks: {
        parameters: {
            query?: {
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Site; `none`: those without. */
                siteId?: string;
                sort?: "name" | "-name" | "heightU" | "-heightU" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportServices: {
        parameters: {
            query?: {
                /** @description Access; `none`: those without. */
                access?: string;
                /** @description Address; `none`: those without. */
                address?: string;
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description Access device; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description ONU; `none`: those without. */
                onuId?: string;
                /** @description Plan; `none`: those without. */
                planId?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "status" | "-status" | "access" | "-access" | "userName" | "-userName" | "address" | "-address" | "vlan" | "-vlan" | "startedAt" | "-startedAt" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Status; `none`: those without. */
                status?: string;
                /** @description Subscriber; `none`: those without. */
                subscriberId?: string;
                /** @description Tags; `none`: those without. */
                tags?: string;
                /** @description PPPoE user name; `none`: those without. */
                userName?: string;
                /** @description VLAN; `none`: those without. */
                vlan?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportSites: {
        parameters: {
            query?: {
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
                /** @description Zone; `none`: those without. */
                zoneId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportSplitters: {
        parameters: {
            query?: {
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description OLT; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Feeder; `none`: those without. */
                feederId?: string;
                format?: "csv" | "xlsx";
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Parent splitter; `none`: those without. */
                parentId?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "outputs" | "-outputs" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportSubscriberSessions: {
        parameters: {
            query?: {
                /** @description Address; `none`: those without. */
                address?: string;
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description Device; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description MAC; `none`: those without. */
                macAddress?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Service; `none`: those without. */
                serviceId?: string;
                sort?: "userName" | "-userName" | "address" | "-address" | "startedAt" | "-startedAt" | "endedAt" | "-endedAt" | "inOctets" | "-inOctets" | "outOctets" | "-outOctets" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Subscriber; `none`: those without. */
                subscriberId?: string;
                /** @description Tags; `none`: those without. */
                tags?: string;
                /** @description User name; `none`: those without. */
                userName?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportSubscribers: {
        parameters: {
            query?: {
                /** @description City; `none`: those without. */
                city?: string;
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description Document; `none`: those without. */
                document?: string;
                /** @description Document type; `none`: those without. */
                documentType?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Kind; `none`: those without. */
                kind?: string;
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Phone; `none`: those without. */
                phone?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Site; `none`: those without. */
                siteId?: string;
                sort?: "name" | "-name" | "kind" | "-kind" | "document" | "-document" | "city" | "-city" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportUps: {
        parameters: {
            query?: {
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description Device that monitors it; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Model; `none`: those without. */
                model?: string;
                /** @description Power area; `none`: those without. */
                powerAreaId?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Site; `none`: those without. */
                siteId?: string;
                sort?: "name" | "-name" | "capacityVa" | "-capacityVa" | "runtimeMinutes" | "-runtimeMinutes" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    exportZones: {
        parameters: {
            query?: {
                /** @description Of a CSV file. Default: semicolon in Spanish, else comma. */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description External id; `none`: those without. */
                externalId?: string;
                format?: "csv" | "xlsx";
                /** @description Of the header and of decimals. Default: yours. */
                locale?: "es" | "en";
                /** @description Parent zone; `none`: those without. */
                parentId?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8; header=present": string;
                };
            };
        };
    };
    listFeedersObjects: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description OLT; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description PON port; `none`: those without. */
                ponPortId?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "lengthM" | "-lengthM" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["FeederObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createFeeder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    lengthM?: number | null;
                    /** @description Name */
                    name: string;
                    notes?: string | null;
                    /** @description PON port */
                    ponPortId: string;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeederObject"];
                };
            };
        };
    };
    getFeederObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeederObject"];
                };
            };
        };
    };
    deleteFeeder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateFeeder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    lengthM?: number | null;
                    /** @description Name */
                    name?: string;
                    notes?: string | null;
                    /** @description PON port */
                    ponPortId?: string;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeederObject"];
                };
            };
        };
    };
    getFeederHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restoreFeeder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeederObject"];
                };
            };
        };
    };
    upsertFeeders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    listExporters: {
        parameters: {
            query?: {
                /** @description Start of the range, inclusive. Default: one hour before `to`. */
                from?: string;
                /** @description End of the range, exclusive. Default: now. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowExporterList"];
                };
            };
        };
    };
    getTopFlows: {
        parameters: {
            query: {
                by: "source" | "destination" | "conversation" | "port" | "exporter";
                /** @description Only flows of this exporter address. */
                exporter?: string;
                /** @description Start of the range, inclusive. Default: one hour before `to`. */
                from?: string;
                limit?: number;
                /** @description Also the rows over time, for a chart. */
                series?: boolean;
                /** @description End of the range, exclusive. Default: now. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowTop"];
                };
            };
        };
    };
    listImports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Import"][];
                    };
                };
            };
        };
    };
    uploadImport: {
        parameters: {
            query: {
                fileName?: string;
                /** @description Name of the object type, e.g. `subscriber`. */
                type: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    deleteImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    mapping?: {
                        /** @description From 0. */
                        column: number;
                        /** @description Of the object type; `id`: the FastISP id of an export. */
                        field: string;
                    }[];
                    /** @description The file is looked at again; without `mapping` one is suggested anew. */
                    settings?: {
                        /**
                         * @description How 03/04/2026 is read.
                         * @enum {unknown}
                         */
                        dateOrder?: "dmy" | "mdy";
                        /** @enum {unknown} */
                        decimalMark?: "." | ",";
                        /** @enum {unknown} */
                        delimiter?: ";" | "," | "\t" | "|";
                        /** @enum {unknown} */
                        encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                        /** @description As the spreadsheet counts, from 1. */
                        headerRow?: number;
                        sheet?: string;
                    };
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    checkImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    listImportProblems: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ImportProblem"][];
                        nextCursor: string | null;
                        total: number;
                    };
                };
            };
        };
    };
    exportImportProblems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    runImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why, for the audit log. */
                    reason?: string;
                } | null;
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    listInterfacesObjects: {
        parameters: {
            query?: {
                /** @description Administratively up; `none`: those without. */
                adminUp?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description Device; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description ifIndex; `none`: those without. */
                ifIndex?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description MAC; `none`: those without. */
                macAddress?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "ifIndex" | "-ifIndex" | "speedBps" | "-speedBps" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["InterfaceObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    getInterfaceObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterfaceObject"];
                };
            };
        };
    };
    updateInterface: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    notes?: string | null;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterfaceObject"];
                };
            };
        };
    };
    getInterfaceHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getTraffic: {
        parameters: {
            query?: {
                /** @description Start of the range, inclusive. Default: one hour before `to`. */
                from?: string;
                /** @description Wanted seconds from point to point; widened to what the data and the limit of points allow. */
                step?: number;
                /** @description End of the range, exclusive. Default: now. */
                to?: string;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Traffic"];
                };
            };
        };
    };
    listInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Invitation"][];
                    };
                };
            };
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    name?: string;
                    roles: string[];
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationCreated"];
                };
            };
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    locale?: "es" | "en";
                    name?: string;
                    password: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationAccepted"];
                };
            };
        };
    };
    showInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationShown"];
                };
            };
        };
    };
    listLinksObjects: {
        parameters: {
            query?: {
                /** @description Device A; `none`: those without. */
                aDeviceId?: string;
                /** @description Interface A; `none`: those without. */
                aInterfaceId?: string;
                /** @description Device B; `none`: those without. */
                bDeviceId?: string;
                /** @description Interface B; `none`: those without. */
                bInterfaceId?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Kind; `none`: those without. */
                kind?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "kind" | "-kind" | "capacityBps" | "-capacityBps" | "lengthM" | "-lengthM" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["LinkObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Device A */
                    aDeviceId: string;
                    aInterfaceId?: string | null;
                    /** @description Device B */
                    bDeviceId: string;
                    bInterfaceId?: string | null;
                    capacityBps?: number | null;
                    externalId?: string | null;
                    kind?: ("physical" | "radio" | "ring") | null;
                    lengthM?: number | null;
                    /** @description Name */
                    name: string;
                    notes?: string | null;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkObject"];
                };
            };
        };
    };
    getLinkObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkObject"];
                };
            };
        };
    };
    deleteLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Device A */
                    aDeviceId?: string;
                    aInterfaceId?: string | null;
                    /** @description Device B */
                    bDeviceId?: string;
                    bInterfaceId?: string | null;
                    capacityBps?: number | null;
                    externalId?: string | null;
                    kind?: ("physical" | "radio" | "ring") | null;
                    lengthM?: number | null;
                    /** @description Name */
                    name?: string;
                    notes?: string | null;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkObject"];
                };
            };
        };
    };
    getLinkHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restoreLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkObject"];
                };
            };
        };
    };
    upsertLinks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    listMaintenanceWindows: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Only what takes place at or after. */
                from?: string;
                /** @description Most rows of a page. */
                limit?: number;
                state?: "active" | "upcoming" | "past";
                /** @description Only what takes place before. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["MaintenanceWindow"][];
                        nextCursor: string | null;
                        total: number;
                    };
                };
            };
        };
    };
    createMaintenanceWindow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    durationMinutes: number;
                    effects: ("silence_notifications" | "suppress_alarms" | "exclude_from_sla")[];
                    /** @description Why. */
                    reason: string;
                    rule?: string | null;
                    /** @description What is covered: any of them, with all that is part of it. */
                    scopes: {
                        /** @description Id of the thing; the tag; of a tenant, nothing. */
                        id?: string;
                        /** @enum {unknown} */
                        type: "tenant" | "zone" | "site" | "device" | "interface" | "service" | "tag";
                    }[];
                    /**
                     * Format: date-time
                     * @description Start of the first occurrence.
                     */
                    startsAt: string;
                    /** @description IANA name. Default: the tenant's. */
                    timeZone?: string;
                    /** @description What people see. */
                    title: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceWindow"];
                };
            };
        };
    };
    getMaintenanceWindow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceWindow"];
                };
            };
        };
    };
    deleteMaintenanceWindow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateMaintenanceWindow: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the window; refuses the change when it moved on. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    durationMinutes?: number;
                    effects?: ("silence_notifications" | "suppress_alarms" | "exclude_from_sla")[];
                    /** @description Takes an early end of the whole back. */
                    endedAt?: null;
                    /** @description Why. */
                    reason?: string;
                    rule?: string | null;
                    /** @description What is covered: any of them, with all that is part of it. */
                    scopes?: {
                        /** @description Id of the thing; the tag; of a tenant, nothing. */
                        id?: string;
                        /** @enum {unknown} */
                        type: "tenant" | "zone" | "site" | "device" | "interface" | "service" | "tag";
                    }[];
                    /**
                     * Format: date-time
                     * @description Start of the first occurrence.
                     */
                    startsAt?: string;
                    /** @description IANA name. Default: the tenant's. */
                    timeZone?: string;
                    /** @description What people see. */
                    title?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceWindow"];
                };
            };
        };
    };
    endMaintenanceWindow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @description Planned start of the occurrence that ends now, or does not take place. Absent: all of it ends now.
                     */
                    occurrenceStartsAt?: string;
                    /** @description Why. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceWindow"];
                };
            };
        };
    };
    restoreMaintenanceWindow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceWindow"];
                };
            };
        };
    };
    listMaintenanceOccurrences: {
        parameters: {
            query: {
                /** @description Start of the range. */
                from: string;
                /** @description End of the range, exclusive. */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            effects: ("silence_notifications" | "suppress_alarms" | "exclude_from_sla")[];
                            /**
                             * Format: date-time
                             * @description End, exclusive, as it was.
                             */
                            endsAt: string;
                            /**
                             * Format: date-time
                             * @description Start.
                             */
                            startsAt: string;
                            title: string;
                            /** @description A UUID. */
                            windowId: string;
                        }[];
                        /** @description There were more: ask for a shorter range. */
                        truncated: boolean;
                    };
                };
            };
        };
    };
    previewMaintenanceWindow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    durationMinutes: number;
                    effects: ("silence_notifications" | "suppress_alarms" | "exclude_from_sla")[];
                    /** @description Why. */
                    reason: string;
                    rule?: string | null;
                    /** @description What is covered: any of them, with all that is part of it. */
                    scopes: {
                        /** @description Id of the thing; the tag; of a tenant, nothing. */
                        id?: string;
                        /** @enum {unknown} */
                        type: "tenant" | "zone" | "site" | "device" | "interface" | "service" | "tag";
                    }[];
                    /**
                     * Format: date-time
                     * @description Start of the first occurrence.
                     */
                    startsAt: string;
                    /** @description IANA name. Default: the tenant's. */
                    timeZone?: string;
                    /** @description What people see. */
                    title: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The next ones, ten at most. */
                        occurrences: components["schemas"]["MaintenanceOccurrence"][];
                        overAt: string | null;
                        timeZone: string;
                    };
                };
            };
        };
    };
    listObjectTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ObjectType"][];
                    };
                };
            };
        };
    };
    listOnusObjects: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description OLT; `none`: those without. */
                deviceId?: string;
                /** @description Drop; `none`: those without. */
                dropId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Model; `none`: those without. */
                model?: string;
                /** @description PON port; `none`: those without. */
                ponPortId?: string;
                /** @description Power area; `none`: those without. */
                powerAreaId?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Serial number; `none`: those without. */
                serial?: string;
                sort?: "serial" | "-serial" | "onuNumber" | "-onuNumber" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OnuObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createOnu: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    dropId?: string | null;
                    externalId?: string | null;
                    model?: string | null;
                    notes?: string | null;
                    onuNumber?: number | null;
                    ponPortId?: string | null;
                    powerAreaId?: string | null;
                    rxPowerMinDbm?: number | null;
                    /** @description Serial number */
                    serial: string;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OnuObject"];
                };
            };
        };
    };
    getOnuObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OnuObject"];
                };
            };
        };
    };
    deleteOnu: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateOnu: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    dropId?: string | null;
                    externalId?: string | null;
                    model?: string | null;
                    notes?: string | null;
                    onuNumber?: number | null;
                    ponPortId?: string | null;
                    powerAreaId?: string | null;
                    rxPowerMinDbm?: number | null;
                    /** @description Serial number */
                    serial?: string;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OnuObject"];
                };
            };
        };
    };
    getOnuHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restoreOnu: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OnuObject"];
                };
            };
        };
    };
    upsertOnus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getEffectivePermissions: {
        parameters: {
            query: {
                /** @description For things at this site; absent: anywhere. */
                siteId?: string;
                /** @description A UUID. */
                userId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EffectivePermissions"];
                };
            };
        };
    };
    listPlansObjects: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "downKbps" | "-downKbps" | "upKbps" | "-upKbps" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PlanObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createPlan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Down (kbit/s) */
                    downKbps: number;
                    externalId?: string | null;
                    /** @description Name */
                    name: string;
                    notes?: string | null;
                    tags?: string[] | null;
                    /** @description Up (kbit/s) */
                    upKbps: number;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanObject"];
                };
            };
        };
    };
    getPlanObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanObject"];
                };
            };
        };
    };
    deletePlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updatePlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Down (kbit/s) */
                    downKbps?: number;
                    externalId?: string | null;
                    /** @description Name */
                    name?: string;
                    notes?: string | null;
                    tags?: string[] | null;
                    /** @description Up (kbit/s) */
                    upKbps?: number;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanObject"];
                };
            };
        };
    };
    getPlanHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restorePlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanObject"];
                };
            };
        };
    };
    upsertPlans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    listPlatformAuditEntries: {
        parameters: {
            query?: {
                /** @description `create`, `update`, `sign_in` … */
                action?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Start, inclusive. */
                from?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Id of the object. */
                objectId?: string;
                /** @description Type of the object. */
                objectType?: string;
                outcome?: "done" | "denied" | "failed";
                /** @description Text in names, addresses, reasons, before or after; any case. */
                q?: string;
                /** @description End, exclusive. */
                to?: string;
                /** @description A UUID. */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    verifyPlatformAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerification"];
                };
            };
        };
    };
    listTenants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Tenant"][];
                    };
                };
            };
        };
    };
    createTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Who is invited to run it. */
                    administrator: {
                        email: string;
                        name?: string;
                    };
                    limits?: {
                        devices?: number | null;
                        subscribers?: number | null;
                        users?: number | null;
                    };
                    name: string;
                    /** @description Short name for addresses: lower case, digits and dashes; unique. */
                    slug?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantCreated"];
                };
            };
        };
    };
    getTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
        };
    };
    updateTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    limits?: {
                        devices?: number | null;
                        subscribers?: number | null;
                        users?: number | null;
                    };
                    name?: string;
                    /** @description Short name for addresses: lower case, digits and dashes; unique. */
                    slug?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
        };
    };
    resumeTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
        };
    };
    suspendTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why; kept in both audit logs. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
        };
    };
    listTenantUsers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Member"][];
                    };
                };
            };
        };
    };
    listPonPortsObjects: {
        parameters: {
            query?: {
                /** @description Card; `none`: those without. */
                cardId?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description OLT; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Number; `none`: those without. */
                number?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "number" | "-number" | "technology" | "-technology" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
                /** @description Technology; `none`: those without. */
                technology?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PonPortObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createPonPort: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    cardId?: string | null;
                    /** @description OLT */
                    deviceId: string;
                    externalId?: string | null;
                    /** @description Name */
                    name: string;
                    notes?: string | null;
                    /** @description Number */
                    number: number;
                    tags?: string[] | null;
                    technology?: ("gpon" | "xgs_pon" | "epon" | "10g_epon") | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PonPortObject"];
                };
            };
        };
    };
    getPonPortObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PonPortObject"];
                };
            };
        };
    };
    deletePonPort: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updatePonPort: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    cardId?: string | null;
                    /** @description OLT */
                    deviceId?: string;
                    externalId?: string | null;
                    /** @description Name */
                    name?: string;
                    notes?: string | null;
                    /** @description Number */
                    number?: number;
                    tags?: string[] | null;
                    technology?: ("gpon" | "xgs_pon" | "epon" | "10g_epon") | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PonPortObject"];
                };
            };
        };
    };
    getPonPortHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restorePonPort: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PonPortObject"];
                };
            };
        };
    };
    upsertPonPorts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    listPowerAreasObjects: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Provider; `none`: those without. */
                provider?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Site; `none`: those without. */
                siteId?: string;
                sort?: "name" | "-name" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PowerAreaObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createPowerArea: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    /** @description Name */
                    name: string;
                    notes?: string | null;
                    provider?: string | null;
                    siteId?: string | null;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerAreaObject"];
                };
            };
        };
    };
    getPowerAreaObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerAreaObject"];
                };
            };
        };
    };
    deletePowerArea: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updatePowerArea: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    /** @description Name */
                    name?: string;
                    notes?: string | null;
                    provider?: string | null;
                    siteId?: string | null;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerAreaObject"];
                };
            };
        };
    };
    getPowerAreaHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restorePowerArea: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerAreaObject"];
                };
            };
        };
    };
    upsertPowerAreas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    listPrefixesObjects: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Prefix; `none`: those without. */
                prefix?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Role; `none`: those without. */
                role?: string;
                /** @description Site; `none`: those without. */
                siteId?: string;
                sort?: "prefix" | "-prefix" | "name" | "-name" | "role" | "-role" | "vlan" | "-vlan" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
                /** @description VLAN; `none`: those without. */
                vlan?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PrefixObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createPrefix: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    name?: string | null;
                    notes?: string | null;
                    /** @description Prefix */
                    prefix: string;
                    role?: ("subscribers" | "management" | "point_to_point" | "public" | "other") | null;
                    siteId?: string | null;
                    tags?: string[] | null;
                    vlan?: number | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrefixObject"];
                };
            };
        };
    };
    getPrefixObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrefixObject"];
                };
            };
        };
    };
    deletePrefix: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updatePrefix: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    name?: string | null;
                    notes?: string | null;
                    /** @description Prefix */
                    prefix?: string;
                    role?: ("subscribers" | "management" | "point_to_point" | "public" | "other") | null;
                    siteId?: string | null;
                    tags?: string[] | null;
                    vlan?: number | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrefixObject"];
                };
            };
        };
    };
    getPrefixHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restorePrefix: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrefixObject"];
                };
            };
        };
    };
    upsertPrefixes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    listRacksObjects: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Site; `none`: those without. */
                siteId?: string;
                sort?: "name" | "-name" | "heightU" | "-heightU" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RackObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createRack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    heightU?: number | null;
                    /** @description Name */
                    name: string;
                    notes?: string | null;
                    /** @description Site */
                    siteId: string;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RackObject"];
                };
            };
        };
    };
    getRackObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RackObject"];
                };
            };
        };
    };
    deleteRack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateRack: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    heightU?: number | null;
                    /** @description Name */
                    name?: string;
                    notes?: string | null;
                    /** @description Site */
                    siteId?: string;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RackObject"];
                };
            };
        };
    };
    getRackHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restoreRack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RackObject"];
                };
            };
        };
    };
    upsertRacks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Role"][];
                        /** @description What a role of the tenant can grant, patterns included. */
                        permissions: string[];
                    };
                };
            };
        };
    };
    createRole: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string;
                    grants: components["schemas"]["Grant"][];
                    name: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
        };
    };
    getRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `admin`, `noc`, `billing`, `technician`, `client`, or the id of a role of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
        };
    };
    deleteRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `admin`, `noc`, `billing`, `technician`, `client`, or the id of a role of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `admin`, `noc`, `billing`, `technician`, `client`, or the id of a role of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string;
                    grants?: components["schemas"]["Grant"][];
                    name?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
        };
    };
    listServicesObjects: {
        parameters: {
            query?: {
                /** @description Access; `none`: those without. */
                access?: string;
                /** @description Address; `none`: those without. */
                address?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description Access device; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description ONU; `none`: those without. */
                onuId?: string;
                /** @description Plan; `none`: those without. */
                planId?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "status" | "-status" | "access" | "-access" | "userName" | "-userName" | "address" | "-address" | "vlan" | "-vlan" | "startedAt" | "-startedAt" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Status; `none`: those without. */
                status?: string;
                /** @description Subscriber; `none`: those without. */
                subscriberId?: string;
                /** @description Tags; `none`: those without. */
                tags?: string;
                /** @description PPPoE user name; `none`: those without. */
                userName?: string;
                /** @description VLAN; `none`: those without. */
                vlan?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ServiceObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createService: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    access?: ("pppoe" | "dhcp" | "static") | null;
                    address?: string | null;
                    deviceId?: string | null;
                    externalId?: string | null;
                    /** @description Name */
                    name: string;
                    notes?: string | null;
                    onuId?: string | null;
                    /** @description Plan */
                    planId: string;
                    startedAt?: string | null;
                    status?: ("active" | "pending" | "suspended" | "ended") | null;
                    /** @description Subscriber */
                    subscriberId: string;
                    tags?: string[] | null;
                    userName?: string | null;
                    vlan?: number | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceObject"];
                };
            };
        };
    };
    getServiceObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceObject"];
                };
            };
        };
    };
    deleteService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateService: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    access?: ("pppoe" | "dhcp" | "static") | null;
                    address?: string | null;
                    deviceId?: string | null;
                    externalId?: string | null;
                    /** @description Name */
                    name?: string;
                    notes?: string | null;
                    onuId?: string | null;
                    /** @description Plan */
                    planId?: string;
                    startedAt?: string | null;
                    status?: ("active" | "pending" | "suspended" | "ended") | null;
                    /** @description Subscriber */
                    subscriberId?: string;
                    tags?: string[] | null;
                    userName?: string | null;
                    vlan?: number | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceObject"];
                };
            };
        };
    };
    getServiceHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restoreService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceObject"];
                };
            };
        };
    };
    upsertServices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    startImpersonation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why; the tenant reads it in its audit log. */
                    reason: string;
                    tenantId: number;
                    /** @description A UUID. */
                    userId: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImpersonationStarted"];
                };
            };
        };
    };
    stopImpersonation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    chooseTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    tenantId: number;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
        };
    };
    updateSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the settings; refuses the change when they moved on. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    businessHours?: {
                        /** @description In order, on the wall clock of the tenant. */
                        friday?: {
                            from: string;
                            to: string;
                        }[];
                        /** @description In order, on the wall clock of the tenant. */
                        monday?: {
                            from: string;
                            to: string;
                        }[];
                        /** @description In order, on the wall clock of the tenant. */
                        saturday?: {
                            from: string;
                            to: string;
                        }[];
                        /** @description In order, on the wall clock of the tenant. */
                        sunday?: {
                            from: string;
                            to: string;
                        }[];
                        /** @description In order, on the wall clock of the tenant. */
                        thursday?: {
                            from: string;
                            to: string;
                        }[];
                        /** @description In order, on the wall clock of the tenant. */
                        tuesday?: {
                            from: string;
                            to: string;
                        }[];
                        /** @description In order, on the wall clock of the tenant. */
                        wednesday?: {
                            from: string;
                            to: string;
                        }[];
                    };
                    colors?: {
                        dark?: string | null;
                        light?: string | null;
                    };
                    /** @description ISO 4217. */
                    currency?: string;
                    holidays?: {
                        date: string;
                        name: string;
                    }[];
                    /** @enum {unknown} */
                    locale?: "es" | "en";
                    name?: string;
                    retention?: {
                        auditDays?: number | null;
                        eventDays?: number | null;
                    };
                    /** @description IANA name. */
                    timeZone?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
        };
    };
    getLogo: {
        parameters: {
            query?: {
                v?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                    "image/svg+xml": string;
                    "image/webp": string;
                };
            };
            /** @description Default Response */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    setLogo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
        };
    };
    deleteLogo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
        };
    };
    listSitesObjects: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
                /** @description Zone; `none`: those without. */
                zoneId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SiteObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createSite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    latitude?: number | null;
                    longitude?: number | null;
                    /** @description Name */
                    name: string;
                    notes?: string | null;
                    street?: string | null;
                    tags?: string[] | null;
                    zoneId?: string | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteObject"];
                };
            };
        };
    };
    getSiteObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteObject"];
                };
            };
        };
    };
    deleteSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateSite: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    latitude?: number | null;
                    longitude?: number | null;
                    /** @description Name */
                    name?: string;
                    notes?: string | null;
                    street?: string | null;
                    tags?: string[] | null;
                    zoneId?: string | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteObject"];
                };
            };
        };
    };
    getSiteHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restoreSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteObject"];
                };
            };
        };
    };
    upsertSites: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    listSplittersObjects: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description OLT; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Feeder; `none`: those without. */
                feederId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Parent splitter; `none`: those without. */
                parentId?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "outputs" | "-outputs" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SplitterObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createSplitter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    feederId?: string | null;
                    latitude?: number | null;
                    longitude?: number | null;
                    /** @description Name */
                    name: string;
                    notes?: string | null;
                    /** @description Outputs (1:n) */
                    outputs: number;
                    parentId?: string | null;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SplitterObject"];
                };
            };
        };
    };
    getSplitterObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SplitterObject"];
                };
            };
        };
    };
    deleteSplitter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateSplitter: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    feederId?: string | null;
                    latitude?: number | null;
                    longitude?: number | null;
                    /** @description Name */
                    name?: string;
                    notes?: string | null;
                    /** @description Outputs (1:n) */
                    outputs?: number;
                    parentId?: string | null;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SplitterObject"];
                };
            };
        };
    };
    getSplitterHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restoreSplitter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SplitterObject"];
                };
            };
        };
    };
    upsertSplitters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    getStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
        };
    };
    listSubscriberSessionsObjects: {
        parameters: {
            query?: {
                /** @description Address; `none`: those without. */
                address?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description Device; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description MAC; `none`: those without. */
                macAddress?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Service; `none`: those without. */
                serviceId?: string;
                sort?: "userName" | "-userName" | "address" | "-address" | "startedAt" | "-startedAt" | "endedAt" | "-endedAt" | "inOctets" | "-inOctets" | "outOctets" | "-outOctets" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Subscriber; `none`: those without. */
                subscriberId?: string;
                /** @description Tags; `none`: those without. */
                tags?: string;
                /** @description User name; `none`: those without. */
                userName?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SubscriberSessionObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    getSubscriberSessionObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriberSessionObject"];
                };
            };
        };
    };
    getSubscriberSessionHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listSubscribersObjects: {
        parameters: {
            query?: {
                /** @description City; `none`: those without. */
                city?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description Document; `none`: those without. */
                document?: string;
                /** @description Document type; `none`: those without. */
                documentType?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Kind; `none`: those without. */
                kind?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Phone; `none`: those without. */
                phone?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Site; `none`: those without. */
                siteId?: string;
                sort?: "name" | "-name" | "kind" | "-kind" | "document" | "-document" | "city" | "-city" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SubscriberObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createSubscriber: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    city?: string | null;
                    document?: string | null;
                    documentType?: string | null;
                    email?: string | null;
                    externalId?: string | null;
                    kind?: ("person" | "company") | null;
                    latitude?: number | null;
                    longitude?: number | null;
                    /** @description Name */
                    name: string;
                    notes?: string | null;
                    phone?: string | null;
                    siteId?: string | null;
                    street?: string | null;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriberObject"];
                };
            };
        };
    };
    getSubscriberObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriberObject"];
                };
            };
        };
    };
    deleteSubscriber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateSubscriber: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    city?: string | null;
                    document?: string | null;
                    documentType?: string | null;
                    email?: string | null;
                    externalId?: string | null;
                    kind?: ("person" | "company") | null;
                    latitude?: number | null;
                    longitude?: number | null;
                    /** @description Name */
                    name?: string;
                    notes?: string | null;
                    phone?: string | null;
                    siteId?: string | null;
                    street?: string | null;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriberObject"];
                };
            };
        };
    };
    getSubscriberHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restoreSubscriber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriberObject"];
                };
            };
        };
    };
    upsertSubscribers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiToken"][];
                    };
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @description When it stops working, instead of `expiresInDays`.
                     */
                    expiresAt?: string;
                    /** @description Days until it stops working; 90 if not said. */
                    expiresInDays?: number;
                    name: string;
                    /** @description What it may at most, of what its person may; absent: all of that. */
                    permissions?: ("zone:read" | "zone:create" | "zone:update" | "zone:delete" | "site:read" | "site:create" | "site:update" | "site:delete" | "rack:read" | "rack:create" | "rack:update" | "rack:delete" | "device:read" | "device:create" | "device:update" | "device:delete" | "interface:read" | "interface:create" | "interface:update" | "interface:delete" | "address:read" | "address:create" | "address:update" | "address:delete" | "prefix:read" | "prefix:create" | "prefix:update" | "prefix:delete" | "link:read" | "link:create" | "link:update" | "link:delete" | "power:read" | "power:create" | "power:update" | "power:delete" | "plant:read" | "plant:create" | "plant:update" | "plant:delete" | "onu:read" | "onu:create" | "onu:update" | "onu:delete" | "subscriber:read" | "subscriber:create" | "subscriber:update" | "subscriber:delete" | "plan:read" | "plan:create" | "plan:update" | "plan:delete" | "service:read" | "service:create" | "service:update" | "service:delete" | "maintenance:read" | "maintenance:create" | "maintenance:update" | "maintenance:delete" | "device:test" | "subscriber_session:read" | "flow:read" | "status:read" | "event:read" | "token:read" | "token:create" | "token:delete" | "user:read" | "user:invite" | "user:update" | "user:remove" | "role:read" | "role:create" | "role:update" | "role:delete" | "audit:read" | "audit:export" | "settings:read" | "settings:update" | "import:run" | "export:run" | "tenant:read" | "tenant:create" | "tenant:update" | "tenant:suspend" | "user:impersonate" | "secret:rotate")[];
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiTokenCreated"];
                };
            };
        };
    };
    deleteToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    findAffectedServices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Devices, links, cards, ports, feeders, splitters, drops, ONUs, power areas, sites or zones. */
                    failed: string[];
                    /**
                     * @description Most that are named; all are counted.
                     * @default 100
                     */
                    limit?: number;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AffectedServices"];
                };
            };
        };
    };
    getNodesBelow: {
        parameters: {
            query?: {
                /** @description Most that are named; all are counted. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodesBelow"];
                };
            };
        };
    };
    getNodePaths: {
        parameters: {
            query?: {
                /** @description Most paths. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodePaths"];
                };
            };
        };
    };
    listUpsObjects: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description Device that monitors it; `none`: those without. */
                deviceId?: string;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Model; `none`: those without. */
                model?: string;
                /** @description Power area; `none`: those without. */
                powerAreaId?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                /** @description Site; `none`: those without. */
                siteId?: string;
                sort?: "name" | "-name" | "capacityVa" | "-capacityVa" | "runtimeMinutes" | "-runtimeMinutes" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["UpsObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createUps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    capacityVa?: number | null;
                    deviceId?: string | null;
                    externalId?: string | null;
                    model?: string | null;
                    /** @description Name */
                    name: string;
                    notes?: string | null;
                    powerAreaId?: string | null;
                    runtimeMinutes?: number | null;
                    /** @description Site */
                    siteId: string;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpsObject"];
                };
            };
        };
    };
    getUpsObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpsObject"];
                };
            };
        };
    };
    deleteUps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateUps: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    capacityVa?: number | null;
                    deviceId?: string | null;
                    externalId?: string | null;
                    model?: string | null;
                    /** @description Name */
                    name?: string;
                    notes?: string | null;
                    powerAreaId?: string | null;
                    runtimeMinutes?: number | null;
                    /** @description Site */
                    siteId?: string;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpsObject"];
                };
            };
        };
    };
    getUpsHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restoreUps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpsObject"];
                };
            };
        };
    };
    upsertUps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Member"][];
                    };
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
        };
    };
    removeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    roles: string[];
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
        };
    };
    handOverPasswordLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandedLink"];
                };
            };
        };
    };
    removeSecondFactorOf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listZonesObjects: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The deleted ones that can be restored, instead of the living. */
                deleted?: boolean;
                /** @description External id; `none`: those without. */
                externalId?: string;
                /** @description Only these, by id, separated by commas; 100 at most. */
                ids?: string;
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Parent zone; `none`: those without. */
                parentId?: string;
                /** @description Words or parts of them, in any order; accents do not matter. */
                q?: string;
                sort?: "name" | "-name" | "externalId" | "-externalId" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
                /** @description Tags; `none`: those without. */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ZoneObject"][];
                        nextCursor: string | null;
                        /** @description How many match, on all pages. */
                        total: number;
                    };
                };
            };
        };
    };
    createZone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    /** @description Name */
                    name: string;
                    notes?: string | null;
                    parentId?: string | null;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneObject"];
                };
            };
        };
    };
    getZoneObject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneObject"];
                };
            };
        };
    };
    deleteZone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateZone: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag; refuses the change when somebody was faster. */
                "if-match"?: string;
            };
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId?: string | null;
                    /** @description Name */
                    name?: string;
                    notes?: string | null;
                    parentId?: string | null;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneObject"];
                };
            };
        };
    };
    getZoneHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    restoreZone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneObject"];
                };
            };
        };
    };
    upsertZones: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Tries everything and undoes it.
                     * @default false
                     */
                    dryRun?: boolean;
                    items: {
                        [key: string]: (boolean | number | string | string[]) | null;
                    }[];
                    /** @description Why, for the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What is wrong with the request, with a stable code. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What failed here, with a stable code. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
        };
    };
}
