#include "planner/deliver/bearer.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "planner/base/error.h"

struct Bearer {
    const Credentials *credentials; /* borrowed, as the next */
    const Clock *clock;
    int patience_s;
    GMutex mutex;       /* of what follows */
    char *token;        /* NULL: none asked for yet */
    gint64 expires_utc; /* 0: not said */
};

Bearer *
bearer_new(const Credentials *credentials, const Clock *clock, int patience_s)
{
    Bearer *bearer = g_new0(Bearer, 1);
    bearer->credentials = credentials;
    bearer->clock = clock;
    bearer->patience_s = patience_s > 0 ? patience_s : BEARER_PATIENCE_S;
    g_mutex_init(&bearer->mutex);
    return bearer;
}

static void
forget(Bearer *bearer)
{
    if (bearer->token != NULL)
        explicit_bzero(bearer->token, strlen(bearer->token));
    g_clear_pointer(&bearer->token, g_free);
    bearer->expires_utc = 0;
}

void
bearer_free(Bearer *bearer)
{
    if (bearer == NULL)
        return;
    forget(bearer);
    g_mutex_clear(&bearer->mutex);
    g_free(bearer);
}

/* ---- a command ------------------------------------------------------------------ */

/* Reads FD into TEXT of BEARER_BYTES_MAX + 1 bytes until it ends; FALSE: too
 * much, too slow, or broken. */
static gboolean
read_output(int fd, int patience_s, char *text)
{
    gsize length = 0;
    gint64 until_us =
        g_get_monotonic_time() + patience_s * (gint64)G_USEC_PER_SEC;
    while (length <= BEARER_BYTES_MAX) {
        struct pollfd ready = { .fd = fd, .events = POLLIN };
        gint64 left_ms = (until_us - g_get_monotonic_time()) / 1000;
        if (left_ms <= 0 || poll(&ready, 1, (int)left_ms) < 0)
            return FALSE;
        if (ready.revents == 0)
            continue;
        ssize_t got = read(fd, text + length, BEARER_BYTES_MAX + 1 - length);
        if (got < 0 && errno != EINTR)
            return FALSE;
        if (got == 0) {
            text[length] = '\0';
            return TRUE;
        }
        length += got > 0 ? (gsize)got : 0;
    }
    return FALSE;
}

static gboolean
run_command(const Bearer *bearer, char *text, GError **error)
{
    g_auto(GStrv) argv = NULL;
    GPid child = 0;
    int output = -1, status = 0;
    if (!g_shell_parse_argv(bearer->credentials->token_command, NULL, &argv,
                            NULL))
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("token-command går inte att läsa: ett "
                             "citationstecken är inte avslutat"));
    if (!g_spawn_async_with_pipes(
            NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD,
            NULL, NULL, &child, NULL, &output, NULL, NULL))
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("token-command: %s går inte att köra"), argv[0]);
    gboolean read = read_output(output, bearer->patience_s, text);
    g_close(output, NULL);
    if (!read)
        kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    if (!read)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("token-command: %s svarade inte i tid, eller "
                             "med mer än en biljett"),
                           argv[0]);
    return g_spawn_check_wait_status(status, NULL) ||
           hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("token-command: %s slutade med ett fel; kör det för "
                         "hand och se varför"),
                       argv[0]);
}

/* ---- what it gave ------------------------------------------------------------------ */

static gboolean
take_json(Bearer *bearer, const char *text)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    if (!json_parser_load_from_data(parser, text, -1, NULL))
        return FALSE;
    JsonNode *root = json_parser_get_root(parser);
    if (root == NULL || !JSON_NODE_HOLDS_OBJECT(root))
        return FALSE;
    JsonObject *object = json_node_get_object(root);
    JsonNode *token = json_object_get_member(object, "access_token");
    JsonNode *life = json_object_get_member(object, "expires_in");
    if (token == NULL || json_node_get_value_type(token) != G_TYPE_STRING)
        return FALSE;
    bearer->token = g_strdup(json_node_get_string(token));
    if (life != NULL && json_node_get_value_type(life) == G_TYPE_INT64)
        bearer->expires_utc =
            clock_now_utc(bearer->clock) + json_node_get_int(life);
    return TRUE;
}

/* The characters of RFC 6750 2.1, and what else can stand in a line. */
static gboolean
is_token(const char *text)
{
    if (text == NULL || *text == '\0')
        return FALSE;
    for (; *text != '\0'; text++)
        if (*text <= ' ' || *text > '~')
            return FALSE;
    return TRUE;
}

static gboolean
take_text(Bearer *bearer, char *text, GError **error)
{
    g_strstrip(text);
    if (*text != '{')
        bearer->token = g_strdup(text);
    if ((*text != '{' || take_json(bearer, text)) && is_token(bearer->token))
        return TRUE;
    forget(bearer);
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("%s gav ingen biljett; den ska stå ensam, eller som "
                         "access_token i JSON"),
                       bearer->credentials->token_command != NULL
                           ? "token-command"
                           : "token-file");
}

static gboolean
renew(Bearer *bearer, GError **error)
{
    char text[BEARER_BYTES_MAX + 1];
    forget(bearer);
    const Credentials *from = bearer->credentials;
    gboolean ok =
        (from->token_command != NULL
             ? run_command(bearer, text, error)
             : credentials_read(from->token_file, text, sizeof text, error)) &&
        take_text(bearer, text, error);
    explicit_bzero(text, sizeof text);
    return ok;
}

static gboolean
is_good(const Bearer *bearer)
{
    return bearer->token != NULL &&
           (bearer->expires_utc == 0 ||
            clock_now_utc(bearer->clock) + BEARER_EARLY_S <
                bearer->expires_utc);
}

char *
bearer_token(gboolean refused, gpointer data, GError **error)
{
    Bearer *bearer = data;
    g_mutex_lock(&bearer->mutex);
    gboolean ok = (!refused && is_good(bearer)) || renew(bearer, error);
    char *token = ok ? g_strdup(bearer->token) : NULL;
    g_mutex_unlock(&bearer->mutex);
    return token;
}
