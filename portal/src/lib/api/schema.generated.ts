// Generated from noc-api/openapi.json by `npm run generate`. Do not edit.

export interface paths {
    "/api/auth/sign-in/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in; the answer sets the session cookie */
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
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
            /** @description First characters of the token, to recognize it. */
            prefix: string;
            /** @description The token itself, shown this once. */
            token: string;
        };
        Device: {
            /** @description Host name, IPv4 or IPv6 address. */
            address: string;
            /**
             * Format: date-time
             * @description When it was added.
             */
            createdAt: string;
            /** Format: uuid */
            id: string;
            interfaceCount: number;
            /** @description Administratively up, but not working. */
            interfacesDown: number;
            interfacesUp: number;
            /** @enum {unknown} */
            kind: "router" | "switch" | "olt" | "radio" | "server" | "other";
            lastSeenAt: string | null;
            /** @description Empty when unknown. */
            model: string;
            /** @description Unique within the tenant. */
            name: string;
            /** @description Seconds from poll to poll. */
            pollIntervalS: number;
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
        DeviceRow: {
            /** @description Host name, IPv4 or IPv6 address. */
            address: string;
            /**
             * Format: date-time
             * @description When it was added.
             */
            createdAt: string;
            /** Format: uuid */
            id: string;
            /** @description Administratively up, but not working. */
            interfacesDown: number;
            interfacesUp: number;
            /** @enum {unknown} */
            kind: "router" | "switch" | "olt" | "radio" | "server" | "other";
            lastSeenAt: string | null;
            /** @description Unique within the tenant. */
            name: string;
            /** @description Seconds from poll to poll. */
            pollIntervalS: number;
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
            snmp: {
                communitySet: boolean;
                port: number;
                /** @enum {unknown} */
                version: "2c" | "1";
            };
            /** @enum {unknown} */
            status: "up" | "down" | "unknown";
            /**
             * Format: date-time
             * @description When its settings last changed.
             */
            updatedAt: string;
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
        Session: {
            permissions: string[];
            tenant: {
                id: number;
                name: string;
            };
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
        SignedIn: {
            mustChangePassword: boolean;
        };
        Status: {
            /**
             * Format: date-time
             * @description When this was measured.
             */
            asOf: string;
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
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
    listDevices: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                kind?: "router" | "switch" | "olt" | "radio" | "server" | "other";
                /** @description Most rows of a page. */
                limit?: number;
                /** @description Part of the name or address. */
                q?: string;
                /** @description `worst`: down, unknown, up; the longest first. */
                sort?: "worst" | "name" | "-name" | "address" | "-address" | "lastSeenAt" | "-lastSeenAt";
                status?: "up" | "down" | "unknown";
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
                    /**
                     * @default router
                     * @enum {unknown}
                     */
                    kind?: "router" | "switch" | "olt" | "radio" | "server" | "other";
                    /** @description Unique within the tenant. */
                    name: string;
                    /** @default 60 */
                    pollIntervalS?: number;
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
            query?: never;
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
                    /** @enum {unknown} */
                    kind?: "router" | "switch" | "olt" | "radio" | "server" | "other";
                    /** @description Unique within the tenant. */
                    name?: string;
                    /** @description Seconds from poll to poll. */
                    pollIntervalS?: number;
                    snmp?: {
                        /** @description Sealed at rest, never returned. */
                        community?: string;
                        port?: number;
                        /** @enum {unknown} */
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
                    "application/json": components["schemas"]["Device"];
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
                     * @description Days until it stops working.
                     * @default 90
                     */
                    expiresInDays?: number;
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
}
