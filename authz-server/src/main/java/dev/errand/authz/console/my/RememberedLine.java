package dev.errand.authz.console.my;

import java.util.List;

import dev.errand.authz.console.Moment;
import dev.errand.authz.run.words.ScopeSentence;

/**
 * What an agent may start without asking its user again.
 *
 * @param name what the agent is called, as registered
 * @param path the consent's id as a segment of a path
 * @param scopes what it is about
 * @param callsLeft how many calls are left, for all runs together
 * @param callsMax how many there were
 * @param until when it is over at the latest
 */
record RememberedLine(String name, String path, List<ScopeSentence> scopes, int callsLeft, int callsMax, Moment until) {}
