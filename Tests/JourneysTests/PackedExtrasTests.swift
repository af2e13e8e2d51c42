import Events
import SeededTesting
import Testing
import Values

@testable import Journeys

@Suite struct PackedExtrasTests {
  @Test(arguments: 0..<64)
  func everyCombinationOfPartsComesBack(parts: Int) {
    var random = Seeded(UInt64(parts))
    for _ in 0..<50 {
      let extras = randomExtras(EventExtras.Parts(rawValue: UInt8(parts)), &random)
      // What stood in the room before must not shine through.
      var room = [EventCell](repeating: EventCell(mark: RunMark(source: .max, bits: .max)), count: 5)
      let cells = PackedExtras.cells(extras.parts)
      unsafe room.withUnsafeMutableBufferPointer { unsafe PackedExtras.pack(extras, into: $0.baseAddress!) }
      let back = unsafe room.withUnsafeBufferPointer { room -> (EventExtras, Int) in
        let inPlace = unsafe ExtrasInPlace(unsafeAt: room.baseAddress!)
        return (inPlace.unpack(), inPlace.cellCount)
      }
      #expect(back.0 == extras && back.1 == cells)
      let sizes = [8, 12, 12, 12, 16, 8].enumerated().filter { parts >> $0.offset & 1 == 1 }.map(\.element)
      #expect(cells == (sizes.reduce(1, +) + 23) / 24)
      #expect(room[cells].isMark, "the cell after the extras was touched")
    }
  }

  private func randomExtras(_ parts: EventExtras.Parts, _ random: inout Seeded) -> EventExtras {
    var extras = EventExtras()
    func key() -> JourneyKey { JourneyKey(low: random.next(), high: UInt32(truncatingIfNeeded: random.next())) }
    extras.parts = parts
    if parts.contains(.money) { extras.money = Int64(bitPattern: random.next()) }
    if parts.contains(.deal) { extras.deal = key() }
    if parts.contains(.eventID) { extras.eventID = key() }
    if parts.contains(.anonymous) { extras.anonymous = key() }
    if parts.contains(.origin) { (extras.block, extras.line) = (7, UInt32(truncatingIfNeeded: random.next())) }
    if parts.contains(.origin) { extras.provisionalTouch = ProvisionalTouch(bits: UInt32(truncatingIfNeeded: random.next())) }
    if parts.contains(.origin) { extras.provisionalMoney = ProvisionalMoney(bits: UInt32(truncatingIfNeeded: random.next())) }
    if parts.contains(.spelled) { extras.dealSpelling = random.next() }
    return extras
  }

  @Test func rowsAndMarksComeBack() {
    let row = EventRow(time: -5, key: JourneyKey(low: .max, high: .max), label: 7 | EventRow.hasExtras)
    let cell = EventCell(row, position: .max)
    // The key's highest bits chose the partition and are not kept.
    #expect(cell.time == -5 && cell.keyLow == .max && cell.keyHigh == 0xFF_FFFF)
    #expect(cell.position == .max && cell.label == row.label && !cell.isMark)
    let mark = RunMark(source: .max, rowNumber: .max)
    #expect(EventCell(mark: mark).isMark && EventCell(mark: mark).mark == mark)
    #expect(MemoryLayout<EventCell>.stride == 24)
  }
}
