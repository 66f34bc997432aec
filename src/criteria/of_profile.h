/* criteria/of_profile.h: what criteria of room to build share: requests for what run finds for a
 * profile, and checks that the project has what that is made of. Not for other rooms. */
#ifndef TOMT_CRITERIA_OF_PROFILE_H
#define TOMT_CRITERIA_OF_PROFILE_H

#include "criteria/common.h"

/* Asks for that column of what run finds for the profile. The text is not copied. */
bool tomt_need_of_profile(struct tomt_needs *needs, const char *name, struct tomt_error *err);

/* Does any layer of the role say which of its columns is that field? */
bool tomt_has_column(const struct tomt_project *project, enum tomt_role role, const char *field);

/* A problem at `place` unless sites are made of parcels. */
bool tomt_check_parcels(const struct tomt_project *project, const char *criterion,
                        const struct tomt_place *place, struct tomt_problems *problems,
                        struct tomt_error *err);
/* A problem at `place`, with what to add, unless zones say how much may be built. */
bool tomt_check_utilisation(const struct tomt_project *project, const char *criterion,
                            const struct tomt_place *place, struct tomt_problems *problems,
                            struct tomt_error *err);
/* The same unless something says what stands on the sites. */
bool tomt_check_existing(const struct tomt_project *project, const char *criterion,
                         const struct tomt_place *place, struct tomt_problems *problems,
                         struct tomt_error *err);
/* Both, but what stands there does not matter when some areas may be transformed. */
bool tomt_check_unused(const struct tomt_project *project, const char *criterion,
                       const struct tomt_place *place, struct tomt_problems *problems,
                       struct tomt_error *err);

#define TOMT_CAPACITY_SOURCE                                                                       \
    TOMT_SOURCE("Byggteknisk forskrift (TEK17) chapter 5 with its guidance; how it is counted: "               \
    "docs/capacity.md. Theoretical and gross")
#endif
