/// A run that has read and credited everything and written nothing: what `check` shows, and what a report is made of.
package struct SettledRun: Sendable {
  package var collected: Collected
  package var settled: Settled
}
