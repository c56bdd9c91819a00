/* Where a group has its lunch: told on paper, so it must be one place. */
#include "planner/solve/lunch.h"

/* Sites 0, 1 and 2; the company of each. */
typedef struct Case {
    const char *name;
    int restaurant;   /* the company that serves groups; -1: none */
    int start_min[3]; /* of 45 minutes with each company; 0: not visited */
    int company, site;
} Case;

/* Lunch is from 11.15 to 12.00. */
static const int LUNCH_START = 675, LUNCH_END = 720, VISIT = 45;

static const Case CASES[] = {
    { "restaurant-after", 2, { 540, 600, 720 }, 2, 2 },
    { "restaurant-before", 1, { 540, 630, 735 }, 1, 1 },
    { "restaurant-later", 2, { 540, 600, 735 }, -1, 1 },
    { "no-restaurant", -1, { 540, 600, 720 }, -1, 1 },
    { "only-after", -1, { 0, 735, 800 }, -1, 1 },
    { "nobody", 2, { 0, 0, 0 }, -1, SITE_NONE },
};

static void
test_case(gconstpointer data)
{
    const Case *row = data;
    Company companies[3] = { { 0 }, { 0 }, { 0 } };
    Problem problem = { .companies = companies, .company_count = 3 };
    g_autoptr(GArray) visits = g_array_new(FALSE, FALSE, sizeof(Visit));
    Group group = { .lunch_start_min = LUNCH_START,
                    .lunch_end_min = LUNCH_END,
                    .visits = visits };

    for (int i = 0; i < 3; i++) {
        Visit visit = { .company = i,
                        .start_min = row->start_min[i],
                        .end_min = row->start_min[i] + VISIT };
        companies[i].site = i;
        companies[i].group_lunch = i == row->restaurant;
        if (row->start_min[i] > 0)
            g_array_append_val(visits, visit);
    }
    g_assert_cmpint(lunch_company(&problem, NULL, &group), ==, row->company);
    g_assert_cmpint(lunch_site(&problem, NULL, &group), ==, row->site);
}

/* A company that the problem no longer has is the host, too. */
static void
test_gone(void)
{
    Company gone = { .site = 7, .group_lunch = TRUE };
    Problem problem = { 0 };
    Visit visit = { .company = 0, .start_min = LUNCH_END, .end_min = 765 };
    g_autoptr(GArray) visits = g_array_new(FALSE, FALSE, sizeof(Visit));
    Group group = { .lunch_start_min = LUNCH_START,
                    .lunch_end_min = LUNCH_END,
                    .visits = visits };

    g_array_append_val(visits, visit);
    g_assert_cmpint(lunch_company(&problem, &gone, &group), ==, 0);
    g_assert_cmpint(lunch_site(&problem, &gone, &group), ==, 7);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strconcat("/lunch/", CASES[i].name, NULL);
        g_test_add_data_func(path, &CASES[i], test_case);
    }
    g_test_add_func("/lunch/gone", test_gone);
    return g_test_run();
}
