import Archive
import Platform
import Settings
import Synchronization

/// How inputs are read: ahead by threads of their own, by workers in turns, or by one worker from end to end.
extension Collector {
  func startReaders() throws -> [BackgroundThread] {
    try (0..<plan.readers).map { index in
      try BackgroundThread(name: "read-\(index)") { [self] in
        var clock = context.steps.threadClock()
        defer { context.steps.add(clock) }
        do {
          while !watch.isDone, case let next = largeInputs.take(), next < plan.large.count {
            try readAhead(plan.large[next], by: &clock)
          }
        } catch {
          stop()
          throw error
        }
        if openReaders.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { filled.close() }
      }
    }
  }

  /// Reads a small input from end to end.
  func read(_ input: Int, blockBytes: Int, _ body: (inout BlockReader) throws -> Void) throws {
    guard var reader = try open(input, blockBytes: blockBytes) else { return }
    _ = try attend(&reader, of: input) { reader in
      try body(&reader)
      return true
    }
  }

  /// Fills blocks up to the end of an input. An input whose blocks are cheap to read is handed to the workers instead, which
  /// the first block shows.
  private func readAhead(_ input: Int, by clock: inout StepClock) throws {
    guard var reader = try open(input, blockBytes: context.policy.blockBytes) else { return }
    let isEnded = try attend(&reader, of: input) { reader in
      var isEnded = true
      defer { if isEnded { clock.lapReader(unpacked: reader.unpacked) } else { clock.lap(.split) } }
      isEnded = try fillBlocks(&reader)
      return isEnded
    }
    if !isEnded { share(reader, input: input) }
  }

  /// - Returns: whether the input has ended; false where the workers can read on by themselves.
  private func fillBlocks(_ reader: inout BlockReader) throws -> Bool {
    while !watch.onlyChecks, let block = empty.popNewest() {
      var hasMore = false
      defer { if !hasMore { empty.push(block) } }
      hasMore = try reader.next(into: block)
      context.progress.add(bytes: reader.takeBytesRead())
      if !hasMore || !filled.push(.parse(block)) { return true }
      // A single worker has a reader beside it, which is a second thread.
      if reader.isCheap, context.policy.threads > 1 { return false }
    }
    return true
  }

  private func share(_ reader: consuming BlockReader, input: Int) {
    let shared = SharedInput(reader, input: input)
    for _ in 0..<context.policy.threads { filled.push(.takeTurns(shared)) }
  }

  /// Parses a shared input's blocks as the worker's turn comes.
  func takeTurns(_ shared: SharedInput, into own: Block, with state: inout WorkerState) throws {
    while var reader = shared.takeReader() {
      let isEnded = try attend(&reader, of: shared.input) { reader in
        var isEnded = true
        defer {
          context.progress.add(bytes: reader.takeBytesRead())
          state.clock.lap(.split)
          if isEnded {
            shared.end()
            state.clock.lapReader(unpacked: reader.unpacked)
          }
        }
        if !watch.onlyChecks, !isStopped.load(ordering: .relaxed) { isEnded = try !reader.next(into: own) }
        return isEnded
      }
      if isEnded { return }
      shared.giveBack(reader)
      do { try parse(own, isShared: true, with: &state) } catch { try watch.deferContentError(error) }
    }
  }

  /// A reader of the input; nil where it is damaged and left out.
  private func open(_ input: Int, blockBytes: Int) throws -> BlockReader? {
    let configuration = context.configuration
    let set = configuration.inputs[inputs[input].list]
    do {
      var reader = try BlockReader(
        inputs[input], number: input, registry: context.registry, set: set, text: configuration.text.of(set), rules: rules,
        blockBytes: blockBytes, archives: configuration.archives, spool: spools[input], countsRows: inputs[input].isReadOnce)
      if context.steps.isOn { reader.measure() }
      return reader
    } catch {
      try watch.recordDamage(error, of: input)
      return nil
    }
  }

  /// Has `body` read from an input. This is the one place that decides what an error means. An error about the content of an
  /// input is deferred. Damage is recorded where damaged inputs are left out. Any other error ends the run. An input that has
  /// ended is checked for damage where something is wrong with it or with another one.
  ///
  /// - Parameter body: reads on, and returns whether the input has ended.
  /// - Returns: whether the input is done with.
  private func attend(_ reader: inout BlockReader, of input: Int, _ body: (inout BlockReader) throws -> Bool) throws -> Bool {
    do {
      var misread: (any Error)?
      do { if try !body(&reader) { return false } } catch {
        try watch.deferContentError(error)
        misread = error
      }
      if watch.onlyChecks {
        do { try reader.check(atMost: watch.bytesToCheck, atRecord: misread == nil) } catch {
          try watch.deferContentError(error)
        }
      }
      // The file is intact but unreadable. Reading the others again without the damaged ones does not help.
      if let misread, InputWatch.isAboutOneInput(misread) { throw misread }
    } catch {
      try watch.recordDamage(error, of: input)
    }
    return true
  }
}
