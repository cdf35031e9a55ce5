using System.IO.Compression;
using System.Text.RegularExpressions;
using Kiosk.Firmware.Notices;
using Kiosk.Fleet.Pages;
using Kiosk.Tests.Architecture;

namespace Kiosk.Tests.Firmware.Notices;

[Trait("Requirement", "F-DSP-4")]
[Trait("Requirement", "F-DSP-5")]
[Trait("Requirement", "F-DSP-6")]
[Trait("Requirement", "CIT-2")]
public sealed partial class PageLooks
{
    private const string Golden = "tests/Kiosk.Tests/Firmware/Notices/Golden";

    private readonly PageBook _book = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_page_is_the_picture_that_was_looked_at(bool bilingual)
    {
        _book.Bilingual = bilingual;
        foreach (SamplePage sample in SamplePages.All())
        {
            byte[] drawn = SamplePages.Draw(_book, sample);
            string name = $"{sample.Name}-{(bilingual ? "fr-en" : "fr")}.png";
            Assert.True(
                drawn.AsSpan().SequenceEqual(Pixels(File.ReadAllBytes(Repository.Path($"{Golden}/{name}")))),
                $"{name} differs. Look at the output of 'Fleet -- pages' and, if it is right, write it to {Golden}.");
            Assert.True(_book.Sheet.Cut == 0, $"{name}: {_book.Sheet.Cut} items are cut.");
        }

        Assert.Equal(0, _book.Painter.Face.Missing);
    }

    [Fact]
    public void A_page_too_tall_is_counted_as_cut_once_for_each_line_that_the_panel_does_not_show()
    {
        var text = new PageText(_book.Sheet, _book.Painter.Face);
        text.Begin(PageId.Neutral, "Trop haut", "Too tall");
        text.Wrap("un|deux|trois|quatre|cinq|six", Typeface.Small);
        _book.Sheet.CountOff(_book.Painter.Face);
        Assert.Equal(0, _book.Sheet.Cut);
        text.Begin(PageId.Neutral, "Trop haut", "Too tall");
        text.Wrap("un|deux|trois|quatre|cinq|six|sept|huit|neuf", Typeface.Small);
        _book.Sheet.CountOff(_book.Painter.Face);
        Assert.Equal(2, _book.Sheet.Cut);
    }

    [Fact]
    public void Each_item_beyond_an_edge_of_the_panel_is_counted_as_cut_and_one_that_touches_it_is_not()
    {
        PageSheet sheet = _book.Sheet;
        Typeface face = _book.Painter.Face;
        sheet.Begin(PageId.Neutral);
        sheet.Line(0, 200, Typeface.Large);
        sheet.Put("Marché");
        sheet.EndAt(PageBand.Width, face);
        sheet.Add(PageSheet.Box, 0, PageBand.Height - 4, PageBand.Width, 4);
        sheet.BeginCode(PageBand.Width - 150, PageBand.Height - 150, 150);
        sheet.Put("https://kiosques.exemple.fr/k/K07");
        sheet.CountOff(face);
        Assert.Equal(0, sheet.Cut);
        for (int item = 0; item < sheet.Count; item++)
        {
            sheet.X[item]++;
        }

        sheet.CountOff(face);
        Assert.Equal(3, sheet.Cut);
        sheet.Begin(PageId.Neutral);
        sheet.Add(PageSheet.Frame, 10, PageBand.Height - 50, 100, 51);
        sheet.Line(-1, 200, Typeface.Small);
        sheet.Line(24, Typeface.Small - 1, Typeface.Small);
        sheet.CountOff(face);
        Assert.Equal(3, sheet.Cut);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_page_is_legible_at_the_stated_distance(bool bilingual)
    {
        _book.Bilingual = bilingual;
        Complaints.None(SamplePages.All().SelectMany(sample =>
        {
            Assert.True(_book.Set(sample.Page, sample.Facts), sample.Name);
            return PageLint.Check(_book.Sheet, _book.Painter.Face);
        }).ToList());
    }

    [Fact]
    public void The_lint_names_small_shouting_spread_overlapping_and_cut_off_texts()
    {
        PageSheet sheet = _book.Sheet;
        sheet.Begin(PageId.Neutral);
        sheet.Line(24, 96, Typeface.Medium);
        sheet.Put("Titre");
        sheet.Line(24, 200, 20);
        sheet.Put("petit");
        sheet.Line(24, 300, Typeface.Small);
        sheet.Put("TOUT EN MAJUSCULES");
        sheet.Line(60, 310, Typeface.Small);
        sheet.Put("trop  large, bien plus large que la page entière");
        string all = string.Join('\n', PageLint.Check(sheet, _book.Painter.Face));
        foreach (string wanted in (string[])
        [
            "a title of 11.0 mm", "capitals of 4.1 mm, 7.3 needed", "all capitals", "spread out", "too close",
            "runs off",
        ])
        {
            Assert.Contains(wanted, all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_character_of_the_repertoire_has_a_shape()
    {
        Assert.All(Repertoire, c => Assert.True(Typeface.Has(PageChar.Of(c)), $"U+{(int)c:X4} '{c}' has no shape."));
    }

    [Fact]
    public void Every_text_of_the_pages_is_made_of_characters_that_have_a_shape()
    {
        string[] files = Directory.GetFiles(Repository.Path("firmware/Pages"), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Complaints.None(files.Where(f => !f.Contains("obj", StringComparison.Ordinal)).SelectMany(file =>
            Missing(File.ReadAllText(file)).Select(c => $"{Path.GetFileName(file)}: '{c}' has no shape.")).ToList());
        Assert.Equal(["Ж"], Missing("text.Put(\"Жé\");").Select(c => c.ToString()));
    }

    [Fact]
    public void A_character_without_a_shape_is_drawn_as_a_box_and_counted()
    {
        PageSheet sheet = _book.Sheet;
        sheet.Begin(PageId.Neutral);
        sheet.Line(24, 36, Typeface.Small);
        sheet.Put("Ж");
        _book.Painter.Begin(sheet, 0);
        while (_book.Painter.Work())
        {
        }

        Assert.Equal(1, _book.Painter.Face.Missing);
        Assert.Contains(_book.Painter.Band.Pixels, b => b != 0);
    }

    [Fact]
    public void Stems_are_equally_wide_wherever_they_stand()
    {
        var band = new PageBand();
        var pen = new StrokePen(band);
        pen.SetWidth(5);
        for (int x = 320; x < 640; x++)
        {
            band.Begin(0);
            pen.Line(x, 160, x, 480);
            Assert.Equal(5, Enumerable.Range(0, PageBand.Width).Count(p => IsBlack(band, p, 20)));
            band.Begin(0);
            pen.Line(320, x / 2, 4000, x / 2);
            Assert.Equal(5, Enumerable.Range(0, PageBand.Rows).Count(r => IsBlack(band, 100, r)));
        }
    }

    private static bool IsBlack(PageBand band, int x, int row) =>
        (band.Pixels[(row * PageBand.RowBytes) + (x / 8)] >> (7 - (x % 8)) & 1) != 0;

    private static IEnumerable<char> Repertoire =>
        Enumerable.Range(0x20, 0x5F).Concat(Enumerable.Range(0xA0, 0x60)).Select(c => (char)c).Concat("œŒŸ€«»’…");

    private static IEnumerable<char> Missing(string source) =>
        Literals().Matches(Comments().Replace(source, "")).SelectMany(m => m.Groups[1].Value)
            .Where(c => PageChar.Of(c) == 0).Distinct();

    private static byte[] Pixels(byte[] png)
    {
        using var packed = new MemoryStream();
        for (int at = 8; at < png.Length;)
        {
            int length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                packed.Write(png, at + 8, length);
            }

            at += 12 + length;
        }

        packed.Position = 0;
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        return
        [
            .. rows.ToArray().Chunk(PageBand.RowBytes + 1).SelectMany(r => r.Skip(1)).Select(b => (byte)(b ^ 0xFF)),
        ];
    }

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Literals();

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline)]
    private static partial Regex Comments();
}
