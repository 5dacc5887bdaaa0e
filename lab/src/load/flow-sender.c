/*
 * Sends flow records over UDP at a steady rate and says exactly what it sent, as one line of JSON.
 *
 *   flow-sender PROTOCOL ADDRESS PORT FLOWS_PER_S DURATION_S SOURCES FIRST_SOURCE FLOWS_PER_PACKET SEED
 *
 * PROTOCOL is 9 (NetFlow v9) or 10 (IPFIX). Each source has a socket and an observation domain of its own; the n-th
 * is bound to FIRST_SOURCE + n modulo 250. Every millisecond the packets that are due go out in one sendmmsg. A flow
 * ends at the millisecond in which its packet was made, so that its age can be told when it is stored. SIGTERM ends
 * it early, with the JSON.
 *
 * In C because at 200,000 flows/s on two shared cores the generator must not be what is measured.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SOURCES_MAX 1024
/* Packets of one call; a backlog (the machine was busy) is worked off this much a millisecond. */
#define BATCH_MAX 128
#define PACKET_BYTES_MAX 4096
/* Templates are sent again this often, for a collector that starts later. */
#define TEMPLATE_EVERY_MS 5000
#define TEMPLATE_ID 256

struct source {
  int fd;
  uint32_t domain, sequence;
  uint64_t flows, packets;
  int64_t template_ms;
  struct sockaddr_in address;
};

static volatile sig_atomic_t stopped;
static uint64_t random_state;
static int protocol, record_bytes;
static int64_t boot_ms;
static uint64_t sum_bytes, sum_flow_packets, template_packets, send_errors;

static void on_signal(int signal) {
  (void)signal;
  stopped = 1;
}

static uint64_t next_random(void) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return random_state;
}

static int64_t now_ns(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static uint8_t *put8(uint8_t *at, uint32_t value) {
  *at = (uint8_t)value;
  return at + 1;
}
static uint8_t *put16(uint8_t *at, uint32_t value) {
  uint16_t big = htons((uint16_t)value);
  memcpy(at, &big, 2);
  return at + 2;
}
static uint8_t *put32(uint8_t *at, uint32_t value) {
  uint32_t big = htonl(value);
  memcpy(at, &big, 4);
  return at + 4;
}
static uint8_t *put64(uint8_t *at, uint64_t value) {
  return put32(put32(at, (uint32_t)(value >> 32)), (uint32_t)value);
}

/* Information elements and their lengths; the last two are the times, which differ between the protocols. */
static const int common_fields[][2] = {{8, 4},  {12, 4}, {1, 4},  {2, 4},  {4, 1},  {5, 1},  {6, 1},  {7, 2},  {11, 2},
                                       {10, 4}, {14, 4}, {15, 4}, {16, 4}, {17, 4}, {9, 1},  {13, 1}, {61, 1}};
static const int uptime_fields[][2] = {{22, 4}, {21, 4}};
static const int instant_fields[][2] = {{152, 8}, {153, 8}};
#define COMMON_FIELDS ((int)(sizeof common_fields / sizeof common_fields[0]))

static uint8_t *put_field(uint8_t *at, const int field[2]) {
  record_bytes += field[1];
  return put16(put16(at, field[0]), field[1]);
}

/* v9 has whole seconds only. Its uptime is cut to the same second, so that flow times come out to the millisecond. */
static uint8_t *put_header(uint8_t *at, int count, int bytes, const struct source *source, int64_t at_ms) {
  int64_t seconds = at_ms / 1000;
  at = put16(at, protocol);
  if (protocol == 9) {
    at = put16(at, count);
    at = put32(at, (uint32_t)(seconds * 1000 - boot_ms));
  } else {
    at = put16(at, bytes);
  }
  at = put32(at, (uint32_t)seconds);
  at = put32(at, source->sequence);
  return put32(at, source->domain);
}

static int header_bytes(void) { return protocol == 9 ? 20 : 16; }

static void send_template(struct source *source, int64_t at_ms) {
  uint8_t packet[512];
  int fields = COMMON_FIELDS + 2;
  int bytes = header_bytes() + 4 + 4 + 4 * fields;
  uint8_t *at = put_header(packet, 1, bytes, source, at_ms);
  at = put16(at, protocol == 9 ? 0 : 2);
  at = put16(at, 8 + 4 * fields);
  at = put16(put16(at, TEMPLATE_ID), fields);
  record_bytes = 0;
  for (int i = 0; i < COMMON_FIELDS; i++) at = put_field(at, common_fields[i]);
  for (int i = 0; i < 2; i++) at = put_field(at, protocol == 9 ? uptime_fields[i] : instant_fields[i]);
  if (send(source->fd, packet, bytes, 0) != bytes) send_errors++;
  if (protocol == 9) source->sequence++;
  source->packets++;
  source->template_ms = at_ms;
  template_packets++;
}

static uint8_t *put_record(uint8_t *at, int64_t at_ms) {
  static const uint16_t ports[] = {443, 443, 443, 443, 80, 53, 8080, 5222};
  uint64_t r = next_random(), q = next_random();
  uint32_t packets = 1 + (uint32_t)(r & 0x3ff);
  uint32_t bytes = packets * (64 + (uint32_t)((r >> 10) % 1400));
  uint32_t port = ports[(r >> 24) & 7];
  int is_down = (r >> 27) & 1;
  uint32_t subscriber = 0x64400000u | (uint32_t)((r >> 28) & 0x3ffff);
  uint32_t remote = 0x8efa0000u | (uint32_t)((r >> 46) & 0xfff);
  uint32_t high_port = 1024 + (uint32_t)((q & 0xffff) % 64000);
  int64_t first_ms = at_ms - (int64_t)((q >> 16) & 0x7ff);
  at = put32(at, is_down ? remote : subscriber);
  at = put32(at, is_down ? subscriber : remote);
  at = put32(at, bytes);
  at = put32(at, packets);
  at = put8(at, port == 53 ? 17 : 6);
  at = put8(at, 0);
  at = put8(at, port == 53 ? 0 : 0x1b);
  at = put16(at, is_down ? port : high_port);
  at = put16(at, is_down ? high_port : port);
  at = put32(at, is_down ? 1 : 2 + (uint32_t)((q >> 32) & 31));
  at = put32(at, is_down ? 2 + (uint32_t)((q >> 32) & 31) : 1);
  at = put32(at, 0x0a000001);
  at = put32(at, is_down ? 15169 : 64512);
  at = put32(at, is_down ? 64512 : 15169);
  at = put8(at, 16);
  at = put8(at, 22);
  at = put8(at, 0);
  if (protocol == 9) {
    at = put32(put32(at, (uint32_t)(first_ms - boot_ms)), (uint32_t)(at_ms - boot_ms));
  } else {
    at = put64(put64(at, (uint64_t)first_ms), (uint64_t)at_ms);
  }
  sum_bytes += bytes;
  sum_flow_packets += packets;
  return at;
}

static int make_packet(uint8_t *packet, struct source *source, int flows, int64_t at_ms) {
  int set_bytes = (4 + flows * record_bytes + 3) & ~3;
  int bytes = header_bytes() + set_bytes;
  uint8_t *at = put_header(packet, flows, bytes, source, at_ms);
  at = put16(put16(at, TEMPLATE_ID), set_bytes);
  for (int i = 0; i < flows; i++) at = put_record(at, at_ms);
  memset(at, 0, packet + bytes - at);
  source->sequence += protocol == 9 ? 1 : flows;
  source->flows += flows;
  source->packets++;
  return bytes;
}

/* Sends `count` packets of `flows` each (the last one of `last_flows`) from one source. */
static void send_batch(struct source *source, int count, int flows, int last_flows, int64_t at_ms) {
  static uint8_t packets[BATCH_MAX][PACKET_BYTES_MAX];
  struct mmsghdr messages[BATCH_MAX];
  struct iovec parts[BATCH_MAX];
  memset(messages, 0, sizeof(struct mmsghdr) * count);
  for (int i = 0; i < count; i++) {
    parts[i].iov_base = packets[i];
    parts[i].iov_len = make_packet(packets[i], source, i == count - 1 ? last_flows : flows, at_ms);
    messages[i].msg_hdr.msg_iov = &parts[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  for (int sent = 0; sent < count;) {
    int now = sendmmsg(source->fd, messages + sent, count - sent, 0);
    if (now > 0) sent += now;
    else if (errno != EINTR && errno != EAGAIN && errno != ENOBUFS) {
      /* Nobody listens (ECONNREFUSED of an earlier packet): count it and try the packet again. */
      send_errors++;
      if (errno != ECONNREFUSED) sent++;
    }
  }
}

static void open_source(struct source *source, int index, uint32_t first_address, const struct sockaddr_in *target) {
  socklen_t size = sizeof source->address;
  source->fd = socket(AF_INET, SOCK_DGRAM, 0);
  source->domain = index + 1;
  source->address.sin_family = AF_INET;
  source->address.sin_addr.s_addr = htonl(first_address + index % 250);
  int buffer = 4 << 20;
  setsockopt(source->fd, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
  if (bind(source->fd, (struct sockaddr *)&source->address, size) != 0 ||
      connect(source->fd, (const struct sockaddr *)target, sizeof *target) != 0 ||
      getsockname(source->fd, (struct sockaddr *)&source->address, &size) != 0) {
    fprintf(stderr, "cannot send from source %d: %s\n", index, strerror(errno));
    exit(1);
  }
}

static void print_result(struct source *sources, int count, int64_t start_ms, int64_t end_ms, int64_t late_ns) {
  struct rusage usage;
  uint64_t flows = 0, packets = 0;
  getrusage(RUSAGE_SELF, &usage);
  for (int i = 0; i < count; i++) {
    flows += sources[i].flows;
    packets += sources[i].packets;
  }
  double cpu_s = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  printf("{\"flows\":%lu,\"packets\":%lu,\"templatePackets\":%lu,\"flowBytes\":%lu,\"flowPackets\":%lu,", flows, packets,
         template_packets, sum_bytes, sum_flow_packets);
  printf("\"startedAtMs\":%ld,\"endedAtMs\":%ld,\"flowsPerS\":%.0f,\"latestMs\":%.3f,\"sendErrors\":%lu,\"cpuS\":%.3f,", start_ms,
         end_ms, end_ms > start_ms ? flows * 1000.0 / (end_ms - start_ms) : 0, late_ns / 1e6, send_errors, cpu_s);
  printf("\"sources\":[");
  for (int i = 0; i < count; i++) {
    char text[INET_ADDRSTRLEN];
    inet_ntop(AF_INET, &sources[i].address.sin_addr, text, sizeof text);
    printf("%s{\"address\":\"%s\",\"port\":%d,\"domain\":%u,\"flows\":%lu,\"packets\":%lu}", i == 0 ? "" : ",", text,
           ntohs(sources[i].address.sin_port), sources[i].domain, sources[i].flows, sources[i].packets);
  }
  printf("]}\n");
}

int main(int argc, char **argv) {
  if (argc != 10) {
    fprintf(stderr, "flow-sender is started by flow-load.ts\n");
    return 1;
  }
  static struct source sources[SOURCES_MAX];
  struct sockaddr_in target = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[3]))};
  struct in_addr first;
  protocol = atoi(argv[1]);
  double flows_per_s = atof(argv[4]), duration_s = atof(argv[5]);
  int source_count = atoi(argv[6]), per_packet = atoi(argv[8]);
  random_state = strtoull(argv[9], NULL, 10) * 0x9e3779b97f4a7c15u + 0x1234567;
  if (inet_pton(AF_INET, argv[2], &target.sin_addr) != 1 || inet_pton(AF_INET, argv[7], &first) != 1 || source_count < 1 ||
      source_count > SOURCES_MAX || per_packet < 1 || per_packet > 60) {
    fprintf(stderr, "flow-sender: an argument is out of range\n");
    return 1;
  }
  /* A benchmark that is killed must not leave its load behind. */
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  signal(SIGTERM, on_signal);
  signal(SIGINT, on_signal);
  int64_t wall_ms = now_ns(CLOCK_REALTIME) / 1000000;
  boot_ms = (wall_ms / 1000 - 86400) * 1000;
  for (int i = 0; i < source_count; i++) open_source(&sources[i], i, ntohl(first.s_addr), &target);
  for (int i = 0; i < source_count; i++) send_template(&sources[i], wall_ms);

  int64_t start_ns = now_ns(CLOCK_MONOTONIC), start_ms = now_ns(CLOCK_REALTIME) / 1000000, late_ns = 0;
  uint64_t total = (uint64_t)(flows_per_s * duration_s + 0.5), sent = 0;
  for (int64_t tick = 0; sent < total && !stopped; tick++) {
    int64_t elapsed_ns = now_ns(CLOCK_MONOTONIC) - start_ns;
    uint64_t due = (uint64_t)(flows_per_s * elapsed_ns / 1e9);
    if (due > total) due = total;
    uint64_t waiting = due > sent ? due - sent : 0;
    if (sent > 0 && waiting > 0) {
      int64_t behind_ns = elapsed_ns - (int64_t)(sent * 1e9 / flows_per_s);
      if (behind_ns > late_ns) late_ns = behind_ns;
    }
    /* Whole packets, except for the very last one. */
    uint64_t count = due == total ? (waiting + per_packet - 1) / per_packet : waiting / per_packet;
    if (count > BATCH_MAX) count = BATCH_MAX;
    if (count > 0) {
      struct source *source = &sources[tick % source_count];
      uint64_t flows = count * per_packet < waiting ? count * per_packet : waiting;
      int64_t at_ms = now_ns(CLOCK_REALTIME) / 1000000;
      if (at_ms - source->template_ms >= TEMPLATE_EVERY_MS) send_template(source, at_ms);
      send_batch(source, (int)count, per_packet, (int)(flows - (count - 1) * per_packet), at_ms);
      sent += flows;
    }
    int64_t next_ns = start_ns + (elapsed_ns / 1000000 + 1) * 1000000;
    struct timespec next = {.tv_sec = next_ns / 1000000000, .tv_nsec = next_ns % 1000000000};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
  }
  print_result(sources, source_count, start_ms, now_ns(CLOCK_REALTIME) / 1000000, late_ns);
  return 0;
}
