#include "planner/deliver/credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "planner/base/error.h"

static void
wipe(char **secret)
{
    if (*secret != NULL)
        explicit_bzero(*secret, strlen(*secret));
    g_clear_pointer(secret, g_free);
}

void
credentials_clear(Credentials *credentials)
{
    wipe(&credentials->user);
    wipe(&credentials->password);
    wipe(&credentials->bearer);
    wipe(&credentials->token_command);
    wipe(&credentials->token_file);
}

static gboolean
private_file(int fd, const char *path, gsize bytes, GError **error)
{
    struct stat about;
    if (fstat(fd, &about) != 0)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s går inte att läsa: %s"), path,
                           g_strerror(errno));
    if (!S_ISREG(about.st_mode))
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s är ingen vanlig fil; ange filen med "
                             "inloggningen"),
                           path);
    if (about.st_uid != geteuid())
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s ägs av någon annan; lägg inloggningen i en "
                             "fil som är din"),
                           path);
    if ((about.st_mode & 0177) != 0)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s kan läsas av andra; kör chmod 600 %s"), path,
                           path);
    return (guint64)about.st_size < bytes ||
           hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("%s är för stor för en inloggning"), path);
}

/* Reads the whole of FD into TEXT of BYTES, its end with it. */
static gboolean
read_text(int fd, const char *path, char *text, gsize bytes, GError **error)
{
    gsize length = 0;
    while (length < bytes - 1) {
        ssize_t got = read(fd, text + length, bytes - 1 - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return hundra_fail(error, HUNDRA_ERROR_INPUT,
                               _("%s går inte att läsa: %s"), path,
                               g_strerror(errno));
        if (got == 0)
            break;
        length += (gsize)got;
    }
    text[length] = '\0';
    return g_utf8_validate(text, (gssize)length, NULL) ||
           hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("%s är ingen textfil i UTF-8"), path);
}

static char **
place_of(Credentials *credentials, const char *key)
{
    const struct {
        const char *key;
        char **place;
    } places[] = {
        { "user", &credentials->user },
        { "password", &credentials->password },
        { "bearer", &credentials->bearer },
        { "token-command", &credentials->token_command },
        { "token-file", &credentials->token_file },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(places); i++)
        if (strcmp(places[i].key, key) == 0)
            return places[i].place;
    return NULL;
}

/* One "key = value"; LINE is changed in place. */
static gboolean
take_line(Credentials *credentials, char *line, GError **error)
{
    char *equals = strchr(line, '=');
    if (*line == '\0' || *line == '#')
        return TRUE;
    if (equals != NULL)
        *equals = '\0';
    char **place = place_of(credentials, g_strchomp(line));
    if (equals == NULL || place == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("ska vara user = …, password = …, bearer = …, "
                             "token-command = … eller token-file = …"));
    wipe(place);
    *place = g_strdup(g_strchug(equals + 1));
    return TRUE;
}

static gboolean
take_lines(Credentials *credentials, char *text, const char *path,
           GError **error)
{
    int number = 0;
    while (text != NULL) {
        char *end = strchr(text, '\n');
        if (end != NULL)
            *end = '\0';
        number++;
        if (!take_line(credentials, g_strstrip(text), error)) {
            g_prefix_error(error, _("%s, rad %d: "), path, number);
            return FALSE;
        }
        text = end != NULL ? end + 1 : NULL;
    }
    return TRUE;
}

gboolean
credentials_read(const char *path, char *text, gsize bytes, GError **error)
{
    int fd = g_open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
    if (fd < 0)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s går inte att läsa: %s"), path,
                           g_strerror(errno));
    gboolean ok = private_file(fd, path, bytes, error) &&
                  read_text(fd, path, text, bytes, error);
    g_close(fd, NULL);
    return ok;
}

static gboolean
read_file(Credentials *credentials, const char *path, GError **error)
{
    char text[CREDENTIALS_BYTES_MAX + 1];
    gboolean ok = credentials_read(path, text, sizeof text, error) &&
                  take_lines(credentials, text, path, error);
    explicit_bzero(text, sizeof text);
    return ok;
}

gboolean
credentials_find(const CredentialsPlaces *places, Credentials *credentials,
                 GError **error)
{
    if (places->file != NULL) {
        if (!read_file(credentials, places->file, error))
            return FALSE;
    } else {
        credentials->user = g_strdup(places->user);
        credentials->password = g_strdup(places->password);
    }
    gboolean secret =
        credentials->password != NULL || credentials->bearer != NULL ||
        credentials->token_command != NULL || credentials->token_file != NULL;
    if ((credentials->user != NULL) == secret)
        return TRUE;
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("inloggningen är inte hel: ange både användare och "
                         "lösenord (HUNDRA_SMTP_USER och "
                         "HUNDRA_SMTP_PASSWORD, eller en fil)"));
}
