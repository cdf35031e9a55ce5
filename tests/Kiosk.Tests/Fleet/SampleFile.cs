namespace Kiosk.Tests.Fleet;

/// <summary>A file with the given lines, gone after the test.</summary>
internal sealed class SampleFile : IDisposable
{
    public SampleFile(params string[] lines) => File.WriteAllLines(Path, lines);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"kiosk-{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(Path);
}
