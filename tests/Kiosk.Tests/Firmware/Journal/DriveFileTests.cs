using System.Globalization;
using System.Text.RegularExpressions;
using Kiosk.Firmware;
using Kiosk.Firmware.Identities;
using Kiosk.Measure;
using Kiosk.Tests.Architecture;

namespace Kiosk.Tests.Firmware.Journal;

/// <summary>
/// Each file of the board takes whole blocks of 4 KB, however small it is: small files are few and a segment fills
/// blocks.
/// </summary>
public sealed class DriveFileTests
{
    // Measured: 46 files of 480 bytes took 64 blocks (device.md F-JRN-9).
    private const int BlockBytes = 4_096, MeasuredFiles = 46, MeasuredBlocks = 64;

    // What F-JRN-9 asks for; what is there (firmware/README.md, decision 6): all numbered files but the segments, and
    // the ten of the factory.
    private const int AskedMax = 24, Numbered = 41, OfFactory = 10;

    private readonly int _segment, _journal;

    public DriveFileTests()
    {
        string board = Repository.Read("firmware/Board.Esp32/BoardParts.cs");
        _segment = Number(board, "SegmentBytes");
        _journal = Number(board, "JournalBytes");
    }

    private int Segments => _journal / _segment;

    [Fact]
    [Trait("Requirement", "F-JRN-9")]
    public void What_selling_needs_is_at_most_twenty_four_small_files_and_a_segment_is_no_small_file()
    {
        int files = DriveFiles.CardSlots(Segments) + DriveFiles.FilesForCards;
        Assert.InRange(files - Segments, 1, AskedMax);
        Assert.Equal(0, _segment % BlockBytes);
        Assert.InRange(_segment / BlockBytes, 4, 64);
    }

    [Fact]
    [Trait("Requirement", "F-JRN-9")]
    public void All_small_files_together_are_those_that_were_decided_and_fit_the_blocks_beside_the_journal()
    {
        int numbered = DriveFiles.Credentials(Segments) + DriveFiles.FilesForCredentials - Segments;
        Assert.Equal(Numbered, numbered);
        Assert.Equal(OfFactory, IdentityItem.Count - 1);

        BudgetProfile small = BudgetProjection.Profiles[0];
        Assert.Equal(small.JournalBytes, _journal);
        long beside = (small.DriveBytes - small.JournalBytes) / BlockBytes;
        int needed = ((Numbered + OfFactory) * MeasuredBlocks / MeasuredFiles) + 1;
        Assert.True(needed <= beside, $"{needed} blocks of {beside}");

        // Not beside two application slots as well: whoever begins to use them must bring the number down first.
        Assert.True(needed > beside - (BudgetProjection.SlotBytes / BlockBytes));
    }

    private static int Number(string source, string name) =>
        int.Parse(Regex.Match(source, name + @" = (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
}
