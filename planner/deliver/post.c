#include "planner/deliver/post.h"

#include "planner/deliver/facts.h"

/* Somebody else may write at the same time; then we look again, but not for
 * ever. */
enum { TRIES = 3 };

static const char DELETED[] =
    "[{\"what\":\"deleted\",\"from\":null,\"to\":null}]";

void
post_free(gpointer data)
{
    Post *post = data;
    g_free(post->name);
    g_free(post->code);
    g_free(post->uid);
    g_free(post->wanted);
    g_free(post->facts);
    g_free(post->etag);
    g_free(post->theirs);
    g_free(post->listed);
    g_free(post);
}

static void
set_text(Post *post, char **place, const char *text)
{
    if (g_strcmp0(*place, text) == 0)
        return;
    g_free(*place);
    *place = g_strdup(text);
    post->touched = TRUE;
}

void
post_told(Post *post, const char *etag, gboolean gone)
{
    g_free(post->listed);
    post->listed = g_strdup(etag);
    if (gone)
        post->state = POST_GONE;
    else if (etag == NULL || g_strcmp0(etag, post->etag) != 0)
        post->state = POST_CHANGED;
    else
        post->state = POST_AS_KNOWN;
}

/* ---- looking ------------------------------------------------------------------- */

static SharedDraft
draft_of(const Post *post, const char *facts)
{
    return (SharedDraft){ .uid = post->uid,
                          .facts = facts,
                          .sequence = post->sequence,
                          .dtstamp_utc = post->dtstamp_utc };
}

/* How BODY differs from FACTS, as shared_compare. */
static gboolean
compare(const Posting *posting, const Post *post, const char *facts,
        const GString *body, char **differences, GError **error)
{
    const SharedDraft draft = draft_of(post, facts);
    return shared_compare(posting->entries, &draft, body, differences, error);
}

/* BODY lies on the server.  What we put last is no change of anybody's, nor
 * is what we are about to put. */
static gboolean
judge(const Posting *posting, Post *post, const GString *body, GError **error)
{
    g_autofree char *since = NULL;
    if (post->facts != NULL) {
        if (!compare(posting, post, post->facts, body, &since, error))
            return FALSE;
        if (since == NULL || post->wanted == NULL) {
            set_text(post, &post->theirs, since);
            return TRUE;
        }
    }
    g_autofree char *left = NULL;
    if (!compare(posting, post, post->wanted, body, &left, error))
        return FALSE;
    set_text(post, &post->theirs, left != NULL && since != NULL ? since : left);
    if (left == NULL || post->facts == NULL)
        set_text(post, &post->facts, post->wanted);
    return TRUE;
}

static void
note_gone(Post *post)
{
    set_text(post, &post->etag, NULL);
    if (post->facts != NULL)
        set_text(post, &post->theirs, post->wanted != NULL ? DELETED : NULL);
    post->state = POST_GONE;
}

static gboolean
look(const Posting *posting, Post *post, GError **error)
{
    GString *raw = NULL;
    g_autofree char *etag = NULL;
    CaldavResult result =
        caldav_get(posting->caldav, post->name, &raw, &etag, error);
    g_autoptr(GString) body = raw;
    if (result == CALDAV_GONE) {
        note_gone(post);
        return TRUE;
    }
    if (result != CALDAV_DONE || !judge(posting, post, body, error))
        return FALSE;
    set_text(post, &post->etag, etag != NULL ? etag : post->listed);
    post->state = POST_AS_KNOWN;
    return TRUE;
}

/* *CHANGE becomes how what the plan wants differs from what we put last. */
static gboolean
wants_same(const Post *post, FactsChange *change, GError **error)
{
    *change = FACTS_SAME;
    return post->wanted == NULL || post->facts == NULL ||
           facts_compare(post->facts, post->wanted, change, error);
}

/* Finds out what lies there, where we do not know. */
static gboolean
refresh(const Posting *posting, Post *post, FactsChange change, GError **error)
{
    if (post->state == POST_GONE) {
        note_gone(post);
        return TRUE;
    }
    gboolean new_here = post->facts == NULL && post->state == POST_AS_KNOWN;
    gboolean unsure = post->state == POST_CHANGED || post->etag == NULL ||
                      (post->theirs != NULL && change != FACTS_SAME);
    return new_here || !unsure || look(posting, post, error);
}

/* ---- writing ------------------------------------------------------------------- */

static CaldavResult
put(Posting *posting, Post *post, FactsChange change, GError **error)
{
    gboolean fresh = post->facts == NULL;
    SharedDraft draft = draft_of(post, post->wanted);
    g_autofree char *etag = NULL;
    if (!fresh && (change == FACTS_MOVED || post->theirs != NULL))
        draft.sequence++;
    draft.dtstamp_utc = MAX(posting->now_utc, post->dtstamp_utc + 1);
    g_autofree char *text = shared_write(posting->entries, &draft, error);
    if (text == NULL)
        return CALDAV_FAILED;
    CaldavResult result =
        caldav_put(posting->caldav, post->name, post->etag, text, &etag, error);
    if (result != CALDAV_DONE)
        return result;
    post->sequence = draft.sequence;
    post->dtstamp_utc = draft.dtstamp_utc;
    post->touched = TRUE;
    set_text(post, &post->facts, post->wanted);
    set_text(post, &post->theirs, NULL);
    set_text(post, &post->etag, etag);
    post->state = POST_AS_KNOWN;
    posting->added += fresh;
    posting->changed += !fresh;
    return CALDAV_DONE;
}

static CaldavResult
take_away(Posting *posting, Post *post, GError **error)
{
    CaldavResult result =
        post->etag != NULL
            ? caldav_delete(posting->caldav, post->name, post->etag, error)
            : CALDAV_GONE;
    if (result == CALDAV_DONE)
        posting->removed++;
    if (result == CALDAV_DONE || result == CALDAV_GONE) {
        post->dropped = post->touched = TRUE;
        return CALDAV_DONE;
    }
    return result;
}

/* One try: looks where need be, and writes if something must be. */
static CaldavResult
try_once(Posting *posting, Post *post, GError **error)
{
    FactsChange change = FACTS_SAME;
    if (!wants_same(post, &change, error) ||
        !refresh(posting, post, change, error) ||
        !wants_same(post, &change, error)) /* looking may have settled it */
        return CALDAV_FAILED;
    if (post->wanted == NULL && post->facts == NULL)
        return CALDAV_DONE;
    if (post->theirs != NULL && !posting->ours)
        return CALDAV_DONE;
    if (post->wanted != NULL && post->facts != NULL && post->theirs == NULL &&
        change == FACTS_SAME)
        return CALDAV_DONE;
    posting->wrote = TRUE;
    return post->wanted != NULL ? put(posting, post, change, error)
                                : take_away(posting, post, error);
}

gboolean
post_settle(Posting *posting, Post *post, GError **error)
{
    for (int i = 0; i < TRIES; i++) {
        CaldavResult result = try_once(posting, post, error);
        if (result == CALDAV_DONE || result == CALDAV_FAILED)
            return result == CALDAV_DONE;
        post->state = POST_CHANGED;
    }
    posting->unsettled++; /* it changes all the time: the next run looks */
    return TRUE;
}
