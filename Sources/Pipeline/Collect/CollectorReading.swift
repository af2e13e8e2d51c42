import Settings
import Archive
import Platform
import Synchronization

/// How inputs are read: ahead by threads of their own, by workers in turns, or by one worker from end to end.
extension Collector {
  func startReaders() throws -> [BackgroundThread] {
    let next = Atomic<Int>(0)
    let turn = Turn(next)
    return try (0..<openReaders.load(ordering: .relaxed)).map { index in
      try BackgroundThread(name: "read-\(index)") { [self] in
        var clock = stages.threadClock()
        defer { stages.add(clock) }
        do {
          while !watch.isDone, let place = turn.take(below: large.count) { try readAhead(large[place], by: &clock) }
        } catch {
          stop()
          throw error
        }
        if openReaders.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { filled.close() }
      }
    }
  }

  private func readAhead(_ input: Int, by clock: inout StageClock) throws {
    do {
      var reader = try open(input, blockBytes: policy.blockBytes)
      var misread: (any Error)?
      var isEnded = true
      do { isEnded = try readAhead(&reader) } catch {
        try watch.hold(error)
        misread = error
      }
      if !isEnded {
        clock.lap(.split)
        return share(reader, input: input)
      }
      clock.lap(of: reader)
      try conclude(&reader, misread)
    } catch { try watch.note(error, of: input) }
  }

  /// Fills blocks up to the input's end; false: its blocks are cheap to read, and the first shows so.
  private func readAhead(_ reader: inout BlockReader) throws -> Bool {
    while !watch.onlyChecks, let block = empty.popNewest() {
      var hasMore = false
      defer { if !hasMore { empty.push(block) } }
      hasMore = try reader.next(into: block)
      progress.add(bytes: reader.takeBytesRead())
      if !hasMore || !filled.push(.parse(block)) { return true }
      // A single worker has a reader beside it, that is a second thread.
      if reader.isCheap, policy.threads > 1 { return false }
    }
    return true
  }

  private func share(_ reader: consuming BlockReader, input: Int) {
    let shared = SharedInput(reader, input: input)
    for _ in 0..<policy.threads { filled.push(.takeTurns(shared)) }
  }

  /// Parses a shared input's blocks as its turn comes.
  func takeTurns(_ shared: SharedInput, into own: Block, at desk: inout Desk) throws {
    while var reader = shared.takeReader() {
      var isEnded = true
      do {
        var misread: (any Error)?
        do {
          if !watch.onlyChecks, !isStopped.load(ordering: .relaxed) { isEnded = try !reader.next(into: own) }
        } catch {
          try watch.hold(error)
          misread = error
        }
        progress.add(bytes: reader.takeBytesRead())
        desk.clock.lap(.split)
        if isEnded {
          shared.end()
          desk.clock.lap(of: reader)
          return try conclude(&reader, misread)
        }
      } catch {
        shared.end()
        return try watch.note(error, of: shared.input)
      }
      shared.giveBack(reader)
      do { try parse(own, isShared: true, at: &desk) } catch { try watch.hold(error) }
    }
  }

  private func open(_ input: Int, blockBytes: Int) throws -> BlockReader {
    let set = configuration.inputs[inputs[input].list]
    var reader = try BlockReader(
      inputs[input], number: input, registry: registry, set: set, text: configuration.text.of(set), rules: rules,
      blockBytes: blockBytes, archives: configuration.archives, spool: spools[input], countsRows: inputs[input].isReadOnce)
    if stages.isOn { reader.measure() }
    return reader
  }

  /// Where something is wrong with an input that was read, or with any other, what is left is checked for damage.
  private func conclude(_ reader: inout BlockReader, _ misread: (any Error)?) throws {
    if watch.onlyChecks {
      do { try reader.check(atMost: watch.bytesToCheck, atRecord: misread == nil) } catch { try watch.hold(error) }
    }
    // It is whole and still cannot be read: no other input changes that.
    if let misread, InputWatch.isAboutOneInput(misread) { throw misread }
  }

  /// Opens an input, has it read by `body`, and concludes.
  func watched(_ input: Int, blockBytes: Int, _ body: (inout BlockReader) throws -> Void) throws {
    do {
      var reader = try open(input, blockBytes: blockBytes)
      var misread: (any Error)?
      do { try body(&reader) } catch {
        try watch.hold(error)
        misread = error
      }
      try conclude(&reader, misread)
    } catch { try watch.note(error, of: input) }
  }
}

/// Hands out 0, 1, 2 … to whoever asks.
private final class Turn: Sendable {
  private let next: Atomic<Int>
  init(_ start: consuming Atomic<Int>) { next = start }
  func take(below count: Int) -> Int? {
    let mine = next.add(1, ordering: .relaxed).oldValue
    return mine < count ? mine : nil
  }
}
