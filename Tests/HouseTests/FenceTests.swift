import Foundation
import Testing

/// Where code may leave what the compiler checks and what others promise.
@Suite struct FenceTests {
  /// Files with `unsafe` in them, each with what it fences. Others ask these: for files and paths `Platform/Files`, for bytes
  /// `Events/Text/Bytes` and `MutableSpan+Part`.
  private static let fences = [
    "Sources/Archive/Streams/ArchiveFeed.swift": "libarchive's callbacks",
    "Sources/Archive/Streams/FileDigest.swift": "XXH3 in pieces",
    "Sources/Archive/Streams/GzipStream.swift": "ISA-L",
    "Sources/Archive/Streams/LibarchiveStream.swift": "libarchive",
    "Sources/Events/JSON/JSONLineShape.swift": "lines that are written alike, in C",
    "Sources/Events/Labels/KnownLabels.swift": "labels by pointers",
    "Sources/Events/Labels/LabelHash.swift": "texts hashed and compared by whole vectors",
    "Sources/Events/Records/FieldPlaces.swift": "fields by pointers",
    "Sources/Events/Records/FieldScan.swift": "the scan, in C",
    "Sources/Events/Rows/PlainRows.swift": "fields without bounds checks",
    "Sources/Events/Text/Bytes.swift": "searches in bytes, in C",
    "Sources/Events/Text/CP949.swift": "the C library's table of letters",
    "Sources/Figures/Totals/Pseudonyms.swift": "nettle",
    "Sources/Journeys/Goals/TouchSequence.swift": "touches in pages",
    "Sources/Journeys/Partitions/CellStream.swift": "cells",
    "Sources/Journeys/Partitions/ChunkPool.swift": "chunks",
    "Sources/Journeys/Partitions/EventCell.swift": "cells",
    "Sources/Journeys/Partitions/OpenChunks.swift": "chunks",
    "Sources/Journeys/Partitions/PartitionCells.swift": "cells",
    "Sources/Journeys/Partitions/PartitionWriter.swift": "chunks",
    "Sources/Journeys/Partitions/Segment.swift": "chunks on disk",
    "Sources/Platform/Files/SystemCalls.swift": "calls of the system",
    "Sources/Platform/Files/SystemFailure.swift": "strerror",
    "Sources/Platform/Files/SystemPath.swift": "calls of the system that take a path",
    "Sources/Platform/Memory/MutableSpan+Part.swift": "copying into a span",
    "Sources/Platform/Memory/PageMemory.swift": "mmap",
    "Sources/Platform/Output/GzipEncoder.swift": "zlib",
    "Sources/Platform/Scratch/ScratchFile.swift": "pread and pwrite",
    "Sources/Platform/Threads/BackgroundThread.swift": "pthread",
    "Sources/Platform/Threads/BoundedQueue.swift": "pthread",
    "Sources/Platform/Threads/Interruption.swift": "sigaction",
    "Sources/Settings/File/YAMLNode.swift": "libyaml",
    "Sources/Settings/Written/Environment.swift": "getenv",
    "Sources/Text/CSVText.swift": "texts of a cell, copied at once",
    "Sources/Values/Names/JourneyKey.swift": "XXH3 of an id",
    "Sources/Values/Names/Slots.swift": "memcmp, for sorting names",
    "Sources/Values/Time/SystemTime.swift": "clocks, and the files of zones",
    "Sources/tributary/TributaryCommand.swift": "the words of the command line as bytes",
    "Sources/tributary/Version.swift": "a text of C",
  ]

  /// Forty files are few enough to be read by whoever doubts them.
  private static let mostFences = 40

  @Test func unsafeCodeIsFenced() throws {
    let found = Set(try SourceFile.all().filter { $0.path.hasPrefix("Sources/") && $0.isUnsafe }.map(\.path))
    let outside = found.subtracting(Self.fences.keys).sorted()
    #expect(outside.isEmpty, "'unsafe' outside the fences; ask one of them for what you need: \(outside)")
    let gone = Set(Self.fences.keys).subtracting(found).sorted()
    #expect(gone.isEmpty, "these fence nothing any more; take them out of the list: \(gone)")
    #expect(found.count <= Self.mostFences, "\(found.count) files have unsafe code")
  }

  @Test func privateInterfacesAreListed() throws {
    for interface in PrivateInterface.all {
      let file = PackageManifest.repository.appendingPathComponent(interface.file)
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(text.contains(interface.text), "\(interface.file) does without '\(interface.text)'; take it out of the list")
    }
    let underscored = /@_spi\(|@_\w+|[^\w"'`]_[a-z]\w*/
    for file in try SourceFile.all() where !file.path.hasPrefix("Tests/") {
      for line in file.code {
        for match in line.matches(of: underscored) {
          let name = String(match.0).trimmingCharacters(in: CharacterSet(charactersIn: " .([:<!&"))
          let isListed = PrivateInterface.all.contains { $0.file == file.path && $0.text.contains(name) }
          #expect(isListed, "\(file.path) uses '\(name)', which is private to somebody; list it with a reason, or do without")
        }
      }
    }
  }

  /// A compiler that nobody tried the private interfaces with is told by this test, not by a user.
  @Test func privateInterfacesWereTriedWithThisCompiler() {
    #if compiler(>=6.4)
    let names = Set(PrivateInterface.all.map { "\($0.text) (\($0.file): \($0.why))" }).sorted().joined(separator: "\n")
    Issue.record("this compiler is newer than \(PrivateInterface.triedWith); see that each of these still holds:\n\(names)")
    #endif
  }
}
