/** Names that people know ports and protocols by; what is not here keeps its number. */

const protocols: Readonly<Record<number, string>> = {
  1: 'ICMP',
  2: 'IGMP',
  6: 'TCP',
  17: 'UDP',
  41: 'IPv6',
  47: 'GRE',
  50: 'ESP',
  51: 'AH',
  58: 'ICMPv6',
  89: 'OSPF',
  112: 'VRRP',
  132: 'SCTP',
};

/** IANA's names, and those of tunnels that providers meet daily. */
const services: Readonly<Record<number, string>> = {
  20: 'FTP',
  21: 'FTP',
  22: 'SSH',
  23: 'Telnet',
  25: 'SMTP',
  53: 'DNS',
  67: 'DHCP',
  68: 'DHCP',
  80: 'HTTP',
  110: 'POP3',
  123: 'NTP',
  143: 'IMAP',
  161: 'SNMP',
  179: 'BGP',
  443: 'HTTPS',
  465: 'SMTPS',
  500: 'IKE',
  514: 'Syslog',
  587: 'SMTP',
  853: 'DoT',
  993: 'IMAPS',
  1194: 'OpenVPN',
  1701: 'L2TP',
  1812: 'RADIUS',
  1935: 'RTMP',
  2055: 'NetFlow',
  3306: 'MySQL',
  3389: 'RDP',
  3478: 'STUN',
  4500: 'IPsec NAT-T',
  5060: 'SIP',
  5432: 'PostgreSQL',
  8080: 'HTTP',
  8291: 'Winbox',
  8443: 'HTTPS',
  8728: 'RouterOS API',
  51820: 'WireGuard',
};

export const protocolName = (protocol: number): string => protocols[protocol] ?? `IP ${protocol}`;

/** Protocols without ports report port 0. */
export function portName(port: number, protocol: number | undefined): string {
  const transport = protocol === undefined ? '' : protocolName(protocol);
  if (port === 0) return transport;
  const service = services[port];
  const number = transport === '' ? String(port) : `${port}/${transport}`;
  return service === undefined ? number : `${service} ${number}`;
}
