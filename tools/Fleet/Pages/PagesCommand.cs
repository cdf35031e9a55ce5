using System.CommandLine;
using System.Globalization;
using Kiosk.Firmware.Notices;
using Kiosk.Fleet.City;

namespace Kiosk.Fleet.Pages;

/// <summary><c>pages --out DIR</c>: every page of the residents' display as PNG, French and bilingual.</summary>
internal static class PagesCommand
{
    public static Command Make()
    {
        var folder = new Option<string>("--out") { Description = "folder for the files", Required = true };
        var command = new Command("pages", "every page of the residents' display as PNG, French and bilingual")
        {
            folder,
        };
        command.SetAction((parsed, stop) =>
            Commands.GuardAsync(() => WriteAsync(parsed.GetRequiredValue(folder), stop)));
        return command;
    }

    private static async Task<bool> WriteAsync(string folder, CancellationToken stop)
    {
        var book = new PageBook();
        int files = 0, cut = 0;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (bool bilingual in (bool[])[false, true])
            {
                book.Bilingual = bilingual;
                foreach (SamplePage sample in SamplePages.All())
                {
                    string name = $"{sample.Name}-{(bilingual ? "fr-en" : "fr")}.png";
                    byte[] file = PagePng.Write(SamplePages.Draw(book, sample));
                    await File.WriteAllBytesAsync(Path.Combine(folder, name), file, stop);
                    files++;
                    cut += book.Sheet.Cut;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FleetException($"--out {folder}: {e.Message}");
        }

        int missing = book.Painter.Face.Missing;
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{{\"pages\":{files},\"width\":{PageBand.Width},\"height\":{PageBand.Height},"
            + $"\"missing_glyphs\":{missing},\"cut_texts\":{cut}}}"));
        return missing == 0 && cut == 0;
    }
}
