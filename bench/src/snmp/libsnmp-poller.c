/*
 * The same poll with Net-SNMP's C library: a session a device, one GET, then several columns per GETBULK.
 * Usage: libsnmp-poller PORT DEVICES ROUNDS REPETITIONS COLUMN...
 * Prints CPU seconds and the cells read.
 */
#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define COLUMNS_MAX 32

struct column {
  oid prefix[MAX_OID_LEN];
  size_t prefix_length;
  oid last[MAX_OID_LEN];
  size_t last_length;
  int ended;
};

static struct column columns[COLUMNS_MAX];
static int column_count;
static unsigned long long checksum;

static double cpu_seconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static netsnmp_pdu *ask(struct session_list *handle, netsnmp_pdu *request) {
  netsnmp_pdu *response = NULL;
  if (snmp_sess_synch_response(handle, request, &response) != STAT_SUCCESS || response->errstat != SNMP_ERR_NOERROR) {
    fprintf(stderr, "no answer\n");
    exit(1);
  }
  return response;
}

static long poll_device(struct session_list *handle, long repetitions) {
  static const oid uptime[] = {1, 3, 6, 1, 2, 1, 1, 3, 0};
  netsnmp_pdu *get = snmp_pdu_create(SNMP_MSG_GET);
  snmp_add_null_var(get, uptime, OID_LENGTH(uptime));
  snmp_free_pdu(ask(handle, get));

  long cells = 0;
  for (int i = 0; i < column_count; i++) {
    columns[i].ended = 0;
    columns[i].last_length = columns[i].prefix_length;
    memcpy(columns[i].last, columns[i].prefix, columns[i].prefix_length * sizeof(oid));
  }
  for (;;) {
    int open[COLUMNS_MAX], open_count = 0;
    netsnmp_pdu *bulk = snmp_pdu_create(SNMP_MSG_GETBULK);
    bulk->non_repeaters = 0;
    bulk->max_repetitions = repetitions;
    for (int i = 0; i < column_count; i++) {
      if (columns[i].ended) continue;
      open[open_count++] = i;
      snmp_add_null_var(bulk, columns[i].last, columns[i].last_length);
    }
    if (open_count == 0) {
      snmp_free_pdu(bulk);
      return cells;
    }
    netsnmp_pdu *response = ask(handle, bulk);
    int turn = 0;
    for (netsnmp_variable_list *var = response->variables; var != NULL; var = var->next_variable) {
      struct column *column = &columns[open[turn]];
      turn = turn + 1 == open_count ? 0 : turn + 1;
      if (column->ended) continue;
      if (var->type == SNMP_ENDOFMIBVIEW || var->name_length < column->prefix_length ||
          memcmp(var->name, column->prefix, column->prefix_length * sizeof(oid)) != 0) {
        column->ended = 1;
        continue;
      }
      column->last_length = var->name_length;
      memcpy(column->last, var->name, var->name_length * sizeof(oid));
      checksum += var->type == ASN_COUNTER64 ? var->val.counter64->low : (unsigned long)*var->val.integer;
      cells++;
    }
    snmp_free_pdu(response);
  }
}

int main(int argc, char **argv) {
  if (argc < 6) return 2;
  int port = atoi(argv[1]), devices = atoi(argv[2]), rounds = atoi(argv[3]);
  long repetitions = atol(argv[4]);
  init_snmp("bench"); /* before any OID is parsed */
  for (int i = 5; i < argc && column_count < COLUMNS_MAX; i++, column_count++) {
    columns[column_count].prefix_length = MAX_OID_LEN;
    if (!snmp_parse_oid(argv[i], columns[column_count].prefix, &columns[column_count].prefix_length)) return 2;
  }
  struct session_list **handles = calloc(devices, sizeof *handles);
  for (int device = 0; device < devices; device++) {
    char peer[64];
    snprintf(peer, sizeof peer, "udp:127.16.%d.%d:%d", device >> 8, device & 255, port);
    netsnmp_session session;
    snmp_sess_init(&session);
    session.version = SNMP_VERSION_2c;
    session.peername = peer;
    session.community = (u_char *)"public";
    session.community_len = 6;
    session.timeout = 1000000;
    handles[device] = snmp_sess_open(&session);
    if (handles[device] == NULL) return 1;
  }
  long cells = 0;
  for (int device = 0; device < devices; device++) poll_device(handles[device], repetitions);
  double before = cpu_seconds();
  for (int round = 0; round < rounds; round++)
    for (int device = 0; device < devices; device++) cells += poll_device(handles[device], repetitions);
  printf("{\"cpuS\":%.6f,\"cells\":%ld,\"checksum\":%llu}\n", cpu_seconds() - before, cells, checksum);
  return 0;
}
