using System.Globalization;
using System.Text.RegularExpressions;
using Kiosk.Firmware;
using Kiosk.Tests.Architecture;

namespace Kiosk.Tests.Firmware.Journal;

/// <summary>
/// Each file of the board takes whole blocks of 4 KB, however small it is: small files are few and a segment fills
/// blocks.
/// </summary>
public class DriveFileTests
{
    private const int BlockBytes = 4_096, SmallFilesMax = 24;

    [Fact]
    [Trait("Requirement", "F-JRN-9")]
    public void Small_files_are_at_most_twenty_four_and_a_segment_is_no_small_file()
    {
        string board = Repository.Read("firmware/Board.Esp32/BoardParts.cs");
        int segment = Number(board, "SegmentBytes");
        int journal = Number(board, "JournalBytes");
        int segments = journal / segment;
        int files = DriveFiles.CardSlots(segments) + DriveFiles.FilesForCards;
        Assert.InRange(files - segments, 1, SmallFilesMax);
        Assert.Equal(0, segment % BlockBytes);
        Assert.InRange(segment / BlockBytes, 4, 64);
    }

    private static int Number(string source, string name) =>
        int.Parse(Regex.Match(source, name + @" = (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
}
