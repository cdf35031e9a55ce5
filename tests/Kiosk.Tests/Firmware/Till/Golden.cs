using Kiosk.Tests.Architecture;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>Compares a text with the stored one. A missing one is written, the test fails: read it.</summary>
internal static class Golden
{
    private const string Folder = "tests/Kiosk.Tests/Firmware/Till/Golden";

    public static void Check(string name, string text)
    {
        string path = Repository.Path($"{Folder}/{name}.txt");
        string actual = string.Join('\n', text.Split('\n').Select(l => l.TrimEnd())).TrimEnd() + "\n";
        if (!File.Exists(path))
        {
            File.WriteAllText(path, actual);
            Assert.Fail($"{Folder}/{name}.txt was missing and is written now: look at it, then run again.");
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }
}
