#include "tests/large/events.h"

#include "planner/deliver/remind.h"
#include "planner/deliver/resend.h"
#include "tests/large/mailman.h"

static void
move_time(World *world)
{
    int start = 510 + 5 * world_below(world, 80);
    world_sql(
        world,
        "UPDATE visit SET start_min = %d, end_min = %d WHERE company = %d",
        start, start + 45, 1 + world_below(world, COMPANIES));
}

static void
move_place(World *world)
{
    world_sql(world, "UPDATE company SET address = 'Gatan %d' WHERE id = %d",
              world_below(world, 5), 1 + world_below(world, COMPANIES));
}

static void
move_group(World *world)
{
    world_sql(world, "UPDATE seat SET group_number = %d WHERE participant = %d",
              1 + world_below(world, 2), 1 + world_below(world, PEOPLE));
}

static void
swap_groups(World *world)
{
    int one = 1 + world_below(world, PEOPLE),
        other = 1 + world_below(world, PEOPLE);
    world_sql(world,
              "UPDATE seat SET group_number = 3 - group_number"
              " WHERE participant IN (%d, %d)",
              one, other);
}

static void
remove_person(World *world)
{
    world_sql(world, "DELETE FROM seat WHERE participant = %d",
              1 + world_below(world, PEOPLE));
}

static void
add_person(World *world)
{
    world_sql(world,
              "INSERT OR IGNORE INTO seat VALUES (1, %d, '%s', %d, 0, 0)",
              1 + world_below(world, PEOPLE),
              world_chance(world, 50) ? "am" : "pm", 1 + world_below(world, 2));
}

static void
drop_company(World *world)
{
    world_sql(world, "DELETE FROM visit WHERE company = %d",
              1 + world_below(world, COMPANIES));
}

static void
add_company(World *world)
{
    int start = 510 + 5 * world_below(world, 80);
    world_sql(world, "INSERT OR IGNORE INTO visit VALUES (1, %d, %d, %d, %d)",
              1 + world_below(world, COMPANIES), 1 + world_below(world, 2),
              start, start + 45);
}

static void
mend_spelling(World *world)
{
    static const char *const names[] = { "Ek", "Eek", "Ekh" };
    if (world_chance(world, 50))
        world_sql(world, "UPDATE person SET surname = '%s' WHERE id = %d",
                  names[world_below(world, 3)], 1 + world_below(world, PEOPLE));
    else
        world_sql(world, "UPDATE company SET topic = '%s' WHERE id = %d",
                  names[world_below(world, 3)],
                  1 + world_below(world, COMPANIES));
}

/* A new address for person or company NUMBER, in the row of people first. */
void
events_give_address(World *world, int number)
{
    gboolean person = number <= PEOPLE;
    world_sql(world, "UPDATE %s = 'a%d.%d@x.example' WHERE id = %d",
              person ? "person SET email" : "company SET contact_email", number,
              ++world->names, person ? number : number - PEOPLE);
}

static void
change_address(World *world)
{
    int number = 1 + world_below(world, PEOPLE + COMPANIES);
    if (world->names == 0 || world_chance(world, 70)) {
        events_give_address(world, number);
        return;
    }
    /* back to one that was hers, while it lives */
    g_autofree char *old = g_strdup_printf(
        "a%d.%d@x.example", number, 1 + world_below(world, world->names));
    if (g_hash_table_contains(world->owners, old) &&
        !g_hash_table_contains(world->dead, old))
        world_sql(world, "UPDATE %s = '%s' WHERE id = %d",
                  number <= PEOPLE ? "person SET email"
                                   : "company SET contact_email",
                  old, number <= PEOPLE ? number : number - PEOPLE);
}

static void
change_sender(World *world)
{
    world_sql(world, "UPDATE event SET sender_email = 'plan%d@brg.example'",
              world_below(world, 2));
}

/* Notes that the messages which SQL gives are asked for. */
static void
ask_for(World *world, const char *sql)
{
    g_autofree char *lines = day_lines(&world->day, sql);
    g_auto(GStrv) ids = g_strsplit(g_strchomp(lines), "\n", -1);
    for (int i = 0; ids[i] != NULL; i++)
        g_hash_table_add(world->asked, g_strdup(ids[i]));
}

/* Somebody has lost a letter and wants it again. */
static void
resend(World *world)
{
    gint64 count = day_number(&world->day, "SELECT count(*) FROM outbox");
    if (count == 0)
        return;
    g_autofree char *pick =
        g_strdup_printf("SELECT id FROM outbox ORDER BY id LIMIT 1 OFFSET %d",
                        world_below(world, (int)count));
    gint64 id = day_number(&world->day, pick);
    ResendRequest request = {
        .event = 1, .ids = &id, .count = 1, .keep = TRUE, .who = "anna"
    };
    g_autoptr(GPtrArray) list =
        deliver_resend(world->day.store, &request, NULL);
    world_tell(world, "resend %d%s", (int)id, list == NULL ? ", refused" : "");
    if (list == NULL)
        return;
    const Resent *resent = g_ptr_array_index(list, 0);
    g_autofree char *sql = g_strdup_printf(
        "SELECT message_id FROM outbox WHERE purpose = 'resend' AND id = %d",
        (int)resent->id);
    ask_for(world, sql);
}

static void
remind(World *world)
{
    RemindRequest request = { .event = 1, .keep = TRUE, .who = "anna" };
    g_autoptr(RemindReport) report =
        deliver_remind(world->day.store, &request, NULL);
    world_tell(world, "remind%s", report == NULL ? ", refused" : "");
    ask_for(world, "SELECT message_id FROM outbox WHERE purpose = 'remind'");
}

static void
turn_clock(World *world)
{
    int by = 3600 * (world_below(world, 96) - 24);
    world->day.clock.fixed_utc += by;
    world_tell(world, "clock %d", by);
}

static void
back_up(World *world)
{
    past_copy(&world->day, world->backup.keep);
    world->has_backup = TRUE;
    world_tell(world, "backup");
}

static void
restore(World *world)
{
    if (!world->has_backup)
        return;
    past_copy(&world->day, world->backup.bring_back);
    world->stale = TRUE;
    world_tell(world, "restore");
    if (world_chance(world, 30))
        world_send(world, CALM); /* refused, or nothing is amiss */
    world_publish(world);
}

static void
publish_and_send(World *world)
{
    static const Weather weathers[] = { CALM, CALM, ROUGH, ROUGH, CUT_OFF };
    world_publish(world);
    if (world_chance(world, 80))
        world_send(world, weathers[world_below(world, 5)]);
    if (world_chance(world, 30))
        world_send(world, weathers[world_below(world, 5)]);
}

static const struct {
    void (*happen)(World *world);
    int weight;
} EVENTS[] = {
    { move_time, 12 },     { move_place, 4 },    { move_group, 8 },
    { swap_groups, 6 },    { remove_person, 8 }, { add_person, 8 },
    { drop_company, 5 },   { add_company, 6 },   { mend_spelling, 8 },
    { change_address, 8 }, { change_sender, 2 }, { turn_clock, 6 },
    { back_up, 4 },        { restore, 4 },       { publish_and_send, 30 },
    { resend, 10 },        { remind, 4 },
};

void
events_step(World *world)
{
    int total = 0, pick = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(EVENTS); i++)
        total += EVENTS[i].weight;
    pick = world_below(world, total);
    for (gsize i = 0; i < G_N_ELEMENTS(EVENTS); i++) {
        pick -= EVENTS[i].weight;
        if (pick < 0) {
            EVENTS[i].happen(world);
            return;
        }
    }
}

void
events_thin_out(World *world)
{
    remove_person(world);
    drop_company(world);
}
