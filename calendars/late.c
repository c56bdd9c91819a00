/*
 * late: libcurl, loaded when the first of its calls is made.
 *
 * Most commands speak to no server, and loading it and the twenty libraries
 * it stands on took a quarter of such a command's time.  Each call that this
 * room makes is defined here and handed on; the compiler holds it against
 * the library's own header.
 */
#define CURL_DISABLE_TYPECHECK /* two calls would be macros */

#include <curl/curl.h>
#include <gmodule.h>
#include <stdarg.h>
#include <unistd.h>

#undef curl_easy_setopt
#undef curl_easy_getinfo

enum { NOT_LOADED = 127 }; /* what the loader itself ends with */

/* Where the call NAME lies.  Without it the installation is broken, and the
 * program ends as it would have if it were linked. */
static gsize
find(const char *name)
{
    GModule *module = g_module_open("libcurl.so.4", G_MODULE_BIND_LOCAL);
    void *call = NULL;
    if (module == NULL || !g_module_symbol(module, name, &call)) {
        g_printerr("hundra: %s\n", g_module_error());
        _exit(NOT_LOADED);
    }
    return (gsize)call;
}

static gsize
find_once(gsize *place, const char *name)
{
    if (g_once_init_enter(place))
        g_once_init_leave(place, find(name));
    return *place;
}

#define FOUND(name)     \
    static gsize place; \
    __typeof__(name) *call = (__typeof__(name) *)find_once(&place, #name)

#define GIVES(result, name, parameters, arguments) \
    result name parameters                         \
    {                                              \
        FOUND(name);                               \
        return call arguments;                     \
    }

#define DOES(name, parameters, arguments) \
    void name parameters                  \
    {                                     \
        FOUND(name);                      \
        call arguments;                   \
    }

// The names are ours, the rest is held against the header.
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
// clang-format off
GIVES(CURLcode, curl_global_init, (long flags), (flags))
DOES (curl_global_cleanup, (void), ())
GIVES(CURL *, curl_easy_init, (void), ())
GIVES(CURL *, curl_easy_duphandle, (CURL *curl), (curl))
GIVES(CURLcode, curl_easy_perform, (CURL *curl), (curl))
DOES (curl_easy_cleanup, (CURL *curl), (curl))
DOES (curl_free, (void *bytes), (bytes))
GIVES(struct curl_slist *, curl_slist_append,
      (struct curl_slist *list, const char *text), (list, text))
DOES (curl_slist_free_all, (struct curl_slist *list), (list))
GIVES(CURLU *, curl_url, (void), ())
DOES (curl_url_cleanup, (CURLU *url), (url))
GIVES(CURLUcode, curl_url_get,
      (CURLU *url, CURLUPart part, char **text, unsigned flags),
      (url, part, text, flags))
GIVES(CURLUcode, curl_url_set,
      (CURLU *url, CURLUPart part, const char *text, unsigned flags),
      (url, part, text, flags))
// clang-format on
// NOLINTEND(readability-inconsistent-declaration-parameter-name)

// The analyzer of clang 14 loses sight of va_start.
// NOLINTBEGIN(clang-analyzer-valist.Uninitialized, bugprone-branch-clone)

/* An option's number says what its value is (curl.h, CURLOPTTYPE_...). */
CURLcode
curl_easy_setopt(CURL *curl, CURLoption option, ...)
{
    FOUND(curl_easy_setopt);
    CURLcode rc = CURLE_UNKNOWN_OPTION;
    va_list values;
    va_start(values, option);
    if (option < CURLOPTTYPE_OBJECTPOINT)
        rc = call(curl, option, va_arg(values, long));
    else if (option >= CURLOPTTYPE_OFF_T && option < CURLOPTTYPE_BLOB)
        rc = call(curl, option, va_arg(values, curl_off_t));
    else
        rc = call(curl, option, va_arg(values, void *));
    va_end(values);
    return rc;
}

/* Whatever is asked for, the value is where to put it. */
CURLcode
curl_easy_getinfo(CURL *curl, CURLINFO info, ...)
{
    FOUND(curl_easy_getinfo);
    va_list values;
    va_start(values, info);
    CURLcode rc = call(curl, info, va_arg(values, void *));
    va_end(values);
    return rc;
}
// NOLINTEND(clang-analyzer-valist.Uninitialized, bugprone-branch-clone)
