import ipaddr from 'ipaddr.js';

/**
 * What limits count as one address: an IPv4 address, also when it comes as an IPv4-mapped IPv6 one, or the /64 that an
 * IPv6 address is of, since whoever has one address of it has them all. What is no address stands for itself.
 */
export function networkOf(written: string): string {
  // Some proxies add the port.
  const address = written.replace(/^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/, '$1$2');
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const prefix = parsed.toByteArray().map((byte, index) => (index < 8 ? byte : 0));
  return `${ipaddr.fromByteArray(prefix).toString()}/64`;
}
