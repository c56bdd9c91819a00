/*
 * complete: what a shell needs in order to complete hundra's command line.
 *
 * Made from the command rows, as help is; knows no database.  All texts
 * belong to the caller.
 */
#pragma once

/* For bash-completion's folder, as "hundra". */
char *complete_bash(void);

/* For a folder of zsh's fpath, as "_hundra"; says what each word means. */
char *complete_zsh(void);
