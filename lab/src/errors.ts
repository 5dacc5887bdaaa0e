import { AppError } from '@fastisp/core/errors/app-error';

/** Every error the lab tells a person about. */
export const labErrors = {
  addressUnavailable: (address: string, cause: unknown) =>
    new AppError(
      'LAB_ADDRESS_UNAVAILABLE',
      `the lab cannot use ${address}: it needs all of 127.0.0.0/8, which Linux has (elsewhere add the addresses to the loopback interface)`,
      { cause },
    ),
  portTaken: (what: string, cause: unknown) =>
    new AppError(
      'LAB_PORT_TAKEN',
      `${what} is taken: another lab is running, or set LAB_SNMP_PORT or LAB_CONTROL_PORT`,
      {
        cause,
      },
    ),
  unknownDevice: (name: string) =>
    new AppError('LAB_DEVICE_UNKNOWN', `there is no device "${name}" in the lab; \`npm run lab -- list\` names them`, {
      status: 404,
    }),
  unknownInterface: (device: string, name: string) =>
    new AppError(
      'LAB_INTERFACE_UNKNOWN',
      `${device} has no interface "${name}"; \`npm run lab -- show ${device}\` names them`,
      {
        status: 404,
      },
    ),
  badCommand: (message: string) => new AppError('LAB_COMMAND_INVALID', message, { status: 400 }),
  targetInvalid: (text: string) =>
    new AppError('LAB_TARGET_INVALID', `"${text}" is not HOST:PORT with an IPv4 address, nor "off"`),
  notRunning: (url: string, cause: unknown) =>
    new AppError('LAB_NOT_RUNNING', `no lab answers at ${url}: start it with \`npm run lab\` in another terminal`, {
      cause,
    }),
  seedRefused: (message: string, status: number) =>
    new AppError('LAB_SEED_REFUSED', `the API refused a device (status ${status}): ${message}`),
  generatorFailed: (message: string, cause?: unknown) =>
    new AppError('LAB_GENERATOR_FAILED', `the load generator failed: ${message}`, { cause }),
};
