import { describe, expect, test } from 'vitest';
import { parseCommand, parseCommandBody } from './commands.ts';

describe('commands', () => {
  test.each([
    ['stop rtr-core-01', { do: 'stop', device: 'rtr-core-01' }],
    ['reboot r', { do: 'reboot', device: 'r', downS: 20 }],
    ['reboot r 5', { do: 'reboot', device: 'r', downS: 5 }],
    ['wrap-soon r', { do: 'wrap-soon', device: 'r', seconds: 60, bits: 32 }],
    ['wrap-soon r 30 64', { do: 'wrap-soon', device: 'r', seconds: 30, bits: 64 }],
    ['if-down r ether1', { do: 'if-down', device: 'r', interface: 'ether1', how: 'cable' }],
    ['if-down r ether1 admin', { do: 'if-down', device: 'r', interface: 'ether1', how: 'admin' }],
    ['flap r ether1', { do: 'flap', device: 'r', interface: 'ether1', times: 5, everyS: 10 }],
    ['loss r 12.5', { do: 'loss', device: 'r', percent: 12.5 }],
    ['misbehave r endless', { do: 'misbehave', device: 'r', how: 'endless' }],
  ])('%s', (text, command) => {
    expect(parseCommand(text.split(' '))).toEqual(command);
  });

  test.each([
    ['', 'no command'],
    ['explode r', 'no command'],
    ['toString r', 'no command'],
    ['stop', 'stop DEVICE'],
    ['loss r', 'loss DEVICE PERCENT'],
    ['loss r 101', 'from 0 to 100'],
    ['loss r x', 'from 0 to 100'],
    ['if-down r', 'if-down DEVICE INTERFACE'],
    ['if-down r ether1 saw', 'if-down DEVICE INTERFACE'],
    ['misbehave r politely', 'misbehave DEVICE'],
    ['wrap-soon r 60 16', 'wrap-soon DEVICE'],
  ])('refuses "%s"', (text, message) => {
    expect(() => parseCommand(text.split(' '))).toThrow(message);
  });

  test.each([
    [null],
    ['stop'],
    [{ do: 'stop' }],
    [{ do: 'stop', device: 1 }],
    [{ do: 'stop', device: 'r', args: 'x' }],
  ])('refuses the body %j', (body) => {
    expect(() => parseCommandBody(body)).toThrow(/body must be/);
  });
});
