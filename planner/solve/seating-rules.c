#include "planner/solve/seating-model.h"

/* A cell's members, as rows and columns are made of them. */
typedef struct Table {
    const SeatModel *model;
    const SeatCell *cell;
    Mip *mip;
} Table;

/* Who counts: those whom ABOUT's fields fit. */
typedef struct About {
    gboolean (*fits)(const Person *person, const struct About *about);
    guint64 bits;
    int number;
} About;

static gboolean
politician(const Person *person, const About *about)
{
    (void)about;
    return person->politician;
}

static gboolean
official(const Person *person, const About *about)
{
    (void)about;
    return !person->politician;
}

static gboolean
leader(const Person *person, const About *about)
{
    (void)about;
    return !person->politician && person->can_lead;
}

static gboolean
seats_from(const Person *person, const About *about)
{
    return !person->politician && person->car_seats > 0 &&
           person->car_seats >= about->number;
}

static gboolean
seats_exactly(const Person *person, const About *about)
{
    return !person->politician && person->car_seats == about->number;
}

static gboolean
of_parties(const Person *person, const About *about)
{
    return person->politician && (about->bits >> person->party) & 1;
}

static gboolean
of_body(const Person *person, const About *about)
{
    return (person->bodies & about->bits) != 0;
}

static gboolean
elected_of_body(const Person *person, const About *about)
{
    return person->politician && (person->bodies & about->bits) != 0;
}

static gboolean
speaks(const Person *person, const About *about)
{
    return (person->languages & about->bits) != 0;
}

static gboolean
elected_of_organ(const Person *person, const About *about)
{
    return person->politician && person->organ == about->number;
}

static gboolean
employed_of_office(const Person *person, const About *about)
{
    return !person->politician && person->organ == about->number;
}

static gboolean
elected_of_town(const Person *person, const About *about)
{
    return person->politician && person->municipality == about->number;
}

static gboolean
employed_of_town(const Person *person, const About *about)
{
    return !person->politician && person->municipality == about->number;
}

/* Adds the members whom ABOUT fits to ROW (-1: only counts), and says how
 * many columns they are. */
static int
sum(const Table *table, int row, const About *about, double factor)
{
    const Person *people = table->model->problem->people;
    int count = 0;
    for (guint i = 0; i < table->cell->terms->len; i++) {
        const SeatTerm *term = &g_array_index(table->cell->terms, SeatTerm, i);
        if (about && !about->fits(&people[term->person], about))
            continue;
        if (row >= 0)
            mip_term(table->mip, row, term->column, factor);
        count++;
    }
    return count;
}

/* A column of up to MOST units at PRICE; -1: none, for it is hard. */
static int
units(const Table *table, Cost price, double most, gboolean whole)
{
    if (price.hard > 0)
        return -1;
    return mip_column(table->mip, price.soft, most, whole);
}

static void
add_units(const Table *table, int row, int column, double factor)
{
    if (column >= 0)
        mip_term(table->mip, row, column, factor);
}

static gboolean
free_of_charge(Cost price)
{
    return price.hard == 0 && price.soft == 0;
}

/* ---- limits ------------------------------------------------------------ */

/* A row whose least is more than its most counts what is too much, in MOST,
 * only from its least on. */
static void
either(const Table *table, int most, const Rule *rule, const About *about)
{
    int reached = mip_column(table->mip, 0, 1, TRUE);
    int below = mip_row(table->mip, -MIP_FREE, rule->min - 1);
    int cap = table->cell->cap;
    sum(table, below, about, 1);
    mip_term(table->mip, below, reached, -cap);
    mip_row_raise(table->mip, most, cap);
    mip_term(table->mip, most, reached, cap);
}

static void
limit(const Table *table, const PricedRule *row, const About *about)
{
    const Rule *rule = row->rule;
    if (rule->min > 0) {
        int least = mip_row(table->mip, rule->min, MIP_FREE);
        sum(table, least, about, 1);
        add_units(table, least, units(table, row->price, MIP_FREE, FALSE), 1);
    }
    if (rule->max >= 0) {
        int most = mip_row(table->mip, -MIP_FREE, rule->max);
        sum(table, most, about, 1);
        add_units(table, most, units(table, row->price, MIP_FREE, FALSE), -1);
        if (rule->min > rule->max)
            either(table, most, rule, about);
    }
}

/* At least one of each of the COUNT kinds, or UNIT. */
static void
one_of(const Table *table, const About *about, int unit)
{
    int row = mip_row(table->mip, 1, MIP_FREE);
    sum(table, row, about, 1);
    add_units(table, row, unit, 1);
}

static gboolean
by_car(const Table *table)
{
    const Problem *problem = table->model->problem;
    const Cell *cell = &table->cell->cell;
    for (int i = 0; i < cell->visit_count; i++)
        if (problem->sites[problem->companies[cell->visits[i]].site].by_car)
            return TRUE;
    return FALSE;
}

/* Cars of exactly SEATS seats, fewer than the cell may hold: they count where
 * everyone fits in. */
static void
small_cars(const Table *table, int row, int seats, int least)
{
    const About about = { .fits = seats_exactly, .number = seats };
    int columns = sum(table, -1, &about, 1);
    if (columns == 0)
        return;
    int usable = mip_column(table->mip, 0, 1, TRUE);
    int cars = mip_column(table->mip, 0, least, TRUE);
    int size = mip_row(table->mip, -MIP_FREE, table->cell->cap);
    int there = mip_row(table->mip, 0, MIP_FREE);
    int fits = mip_row(table->mip, 0, MIP_FREE);
    sum(table, size, NULL, 1);
    mip_term(table->mip, size, usable, table->cell->cap - seats);
    sum(table, there, &about, 1);
    mip_term(table->mip, there, cars, -1);
    mip_term(table->mip, fits, usable, least);
    mip_term(table->mip, fits, cars, -1);
    mip_term(table->mip, row, cars, 1);
}

static void
drivers(const Table *table, const PricedRule *rule)
{
    int least = rule->rule->min >= 0 ? rule->rule->min : 1;
    const About large = { .fits = seats_from, .number = table->cell->cap };
    if (least == 0 || !by_car(table))
        return;
    int row = mip_row(table->mip, least, MIP_FREE);
    sum(table, row, &large, 1);
    for (int seats = 1; seats < table->cell->cap; seats++)
        small_cars(table, row, seats, least);
    add_units(table, row, units(table, rule->price, 1, TRUE), least);
}

static void
parties(const Table *table, const PricedRule *rule)
{
    int least = rule->rule->min >= 0 ? rule->rule->min : 1;
    int row = mip_row(table->mip, least, MIP_FREE);
    for (int party = 0; party < SETS_MAX; party++) {
        const About about = { .fits = of_parties,
                              .bits = G_GUINT64_CONSTANT(1) << party };
        if (sum(table, -1, &about, 1) == 0)
            continue;
        int there = mip_column(table->mip, 0, 1, FALSE);
        int members = mip_row(table->mip, 0, MIP_FREE);
        sum(table, members, &about, 1);
        mip_term(table->mip, members, there, -1);
        mip_term(table->mip, row, there, 1);
    }
    add_units(table, row, units(table, rule->price, 1, TRUE), least);
}

static void
both_sides(const Table *table, const PricedRule *rule)
{
    int unit = units(table, rule->price, 1, FALSE);
    const About ruling = { .fits = of_parties, .bits = rule->rule->parties };
    const About other = { .fits = of_parties, .bits = ~rule->rule->parties };
    one_of(table, &ruling, unit);
    one_of(table, &other, unit);
}

static void
max_from_body(const Table *table, const PricedRule *rule)
{
    const About about = { .fits = elected_of_body, .bits = rule->rule->bodies };
    int most = mip_row(table->mip, -MIP_FREE,
                       rule->rule->max >= 0 ? rule->rule->max : 1);
    sum(table, most, &about, 1);
    add_units(table, most, units(table, rule->price, MIP_FREE, FALSE), -1);
}

static void
cell_rule(const Table *table, const PricedRule *rule)
{
    const About elected = { .fits = politician };
    const About employed = { .fits = official };
    const About leaders = { .fits = leader };
    switch (rule->rule->kind) {
    case RULE_POLITICIANS_PER_GROUP: limit(table, rule, &elected); break;
    case RULE_OFFICIALS_PER_GROUP: limit(table, rule, &employed); break;
    case RULE_LEADERS_PER_GROUP: limit(table, rule, &leaders); break;
    case RULE_DRIVERS_PER_GROUP: drivers(table, rule); break;
    case RULE_PARTIES_PER_GROUP: parties(table, rule); break;
    case RULE_BOTH_SIDES: both_sides(table, rule); break;
    case RULE_MAX_FROM_BODY: max_from_body(table, rule); break;
    default: g_assert_not_reached();
    }
}

/* ---- pairs of one organ ------------------------------------------------ */

/* The second of an organ costs one pair, the third two more, and so on. */
static void
pairs(const Table *table, const About *about, Cost price)
{
    int columns = sum(table, -1, about, 1);
    int most = MIN(columns, table->cell->cap);
    if (most < 2)
        return;
    int row = mip_row(table->mip, -MIP_FREE, 1);
    sum(table, row, about, 1);
    for (int extra = 1; extra < most && price.hard == 0; extra++)
        mip_term(table->mip, row,
                 mip_column(table->mip, price.soft * extra, 1, FALSE), -1);
}

static void
organs(const Table *table, RuleKind kind,
       gboolean (*fits)(const Person *person, const About *about))
{
    const Problem *problem = table->model->problem;
    Cost price = table->model->score->price[kind];
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    if (free_of_charge(price))
        return;
    for (guint i = 0; i < table->cell->terms->len; i++) {
        const SeatTerm *term = &g_array_index(table->cell->terms, SeatTerm, i);
        const Person *person = &problem->people[term->person];
        const About about = { .fits = fits, .number = person->organ };
        if (person->organ != CODE_NONE && fits(person, &about) &&
            g_hash_table_add(seen, GINT_TO_POINTER(person->organ)))
            pairs(table, &about, price);
    }
}

/* ---- visits ------------------------------------------------------------ */

static void
wanted(const Table *table, RuleKind kind, guint64 bits,
       gboolean (*fits)(const Person *person, const About *about))
{
    Cost price = table->model->score->price[kind];
    const About about = { .fits = fits, .bits = bits };
    if (bits != 0 && !free_of_charge(price))
        one_of(table, &about, units(table, price, 1, FALSE));
}

static void
townsmen(const Table *table, int municipality)
{
    Cost price = table->model->score->price[RULE_COMPANY_MUNICIPALITY];
    const About elected = { .fits = elected_of_town, .number = municipality };
    const About employed = { .fits = employed_of_town, .number = municipality };
    if (free_of_charge(price))
        return;
    int unit = units(table, price, 1, FALSE);
    one_of(table, &elected, unit);
    one_of(table, &employed, unit);
}

static void
crowd(const Table *table, int most)
{
    Cost price = table->model->score->price[RULE_MAX_VISITORS];
    int cap = table->cell->cap;
    if (most >= cap || free_of_charge(price))
        return;
    int row = mip_row(table->mip, -MIP_FREE, most);
    sum(table, row, NULL, 1);
    add_units(table, row, units(table, price, 1, TRUE), -(cap - most));
}

void
seat_rules(SeatModel *model, const SeatCell *cell)
{
    const Table table = { .model = model, .cell = cell, .mip = model->mip };
    for (int i = 0; i < model->score->cell_rule_count; i++)
        if (!free_of_charge(model->score->cell_rules[i].price))
            cell_rule(&table, &model->score->cell_rules[i]);
    organs(&table, RULE_DIFFERENT_BODIES, elected_of_organ);
    organs(&table, RULE_DIFFERENT_OFFICES, employed_of_office);
    for (int i = 0; i < cell->cell.visit_count; i++) {
        const Company *company =
            &model->problem->companies[cell->cell.visits[i]];
        wanted(&table, RULE_WISHED_BODY, company->wishes, of_body);
        wanted(&table, RULE_LANGUAGE, company->languages, speaks);
        townsmen(&table, company->municipality);
        crowd(&table, company->max_visitors);
    }
    int most = mip_row(model->mip, -MIP_FREE, cell->cap);
    sum(&table, most, NULL, 1);
}

/* ---- locks on pairs ---------------------------------------------------- */

static void
pair_terms(const SeatModel *model, const SeatCell *cell, int row, int person,
           double factor)
{
    for (guint i = 0; i < cell->terms->len; i++) {
        const SeatTerm *term = &g_array_index(cell->terms, SeatTerm, i);
        if (term->person == person)
            mip_term(model->mip, row, term->column, factor);
    }
}

static void
pair_in_cell(const SeatModel *model, const SeatCell *cell,
             const BoundPair *pair)
{
    gboolean apart = pair->kind == LOCK_APART;
    int row = mip_row(model->mip, apart ? -MIP_FREE : 0, apart ? 1 : 0);
    pair_terms(model, cell, row, pair->person, 1);
    pair_terms(model, cell, row, pair->other, apart ? 1 : -1);
}

/* Two who have met before: a unit in each cell that both sit in. */
static void
met_in_cell(const SeatModel *model, const SeatCell *cell, const MetPair *pair)
{
    Cost price = model->score->price[RULE_NEW_FACES];
    int row = mip_row(model->mip, -MIP_FREE, 1);
    pair_terms(model, cell, row, pair->one, 1);
    pair_terms(model, cell, row, pair->other, 1);
    if (price.hard == 0)
        mip_term(model->mip, row, mip_column(model->mip, price.soft, 1, FALSE),
                 -1);
}

static void
seat_met(SeatModel *model)
{
    const Problem *problem = model->problem;
    if (free_of_charge(model->score->price[RULE_NEW_FACES]))
        return;
    for (int i = 0; i < problem->met_count; i++)
        for (int c = 0; c < model->group_count * HALF_COUNT; c++) {
            const SeatCell *cell = &model->cells[c];
            if (cell->visited && cell->open)
                met_in_cell(model, cell, &problem->met[i]);
        }
}

void
seat_pairs(SeatModel *model)
{
    const LockTable *locks = model->score->locks;
    for (int i = 0; i < locks->pair_count; i++) {
        const BoundPair *pair = &locks->pairs[i];
        if (pair->kind == LOCK_NO_SEAT)
            continue;
        for (int c = 0; c < model->group_count * HALF_COUNT; c++) {
            const SeatCell *cell = &model->cells[c];
            if (cell->visited && cell->open)
                pair_in_cell(model, cell, pair);
        }
    }
    seat_met(model);
}
