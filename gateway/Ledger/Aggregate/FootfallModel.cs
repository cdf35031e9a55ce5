using System.Globalization;
using System.Text;

namespace Kiosk.Ledger;

/// <summary>
/// How far the model behind footfall may be off at a site that nobody calibrated: data of this program
/// (footfall-model.csv) with a version and a reason. It is off in all hours and at all such sites alike, so it grows
/// with a sum; a calibrated site has the error of its factor instead (F-FOOT-5). Immutable, any thread.
/// </summary>
/// <param name="Id">Name of the model.</param>
/// <param name="Version">Version; it grows with each change of the estimate or of the error.</param>
/// <param name="ErrorPermille">Standard error, permille of the passages.</param>
/// <param name="Reason">Why so much.</param>
public sealed record FootfallModel(string Id, int Version, int ErrorPermille, string Reason)
{
    private const string File = "footfall-model.csv", Header = "id;version;error_permille;reason";
    private const int Cells = 4, ErrorMost = 500;

    /// <summary>The model that this program carries.</summary>
    public static FootfallModel Shipped { get; } = Load();

    /// <summary>A standard error and that of the model, of so many passages.</summary>
    public double Widen(double error, double passages)
    {
        double part = passages * ErrorPermille / 1000;
        return Math.Sqrt((error * error) + (part * part));
    }

    /// <summary>The row of the file.</summary>
    /// <exception cref="FormatException">It has no such row.</exception>
    internal static FootfallModel Read(string csv)
    {
        string[] rows = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] cells = rows.Length == 2 && rows[0] == Header ? rows[1].Split(';') : [];
        return cells.Length == Cells && cells[0].Length > 0 && cells[3].Length > 0
            && int.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version > 0
            && int.TryParse(cells[2], NumberStyles.None, CultureInfo.InvariantCulture, out int error)
            && error is > 0 and <= ErrorMost
            ? new FootfallModel(cells[0], version, error, cells[3])
            : throw new FormatException(
                $"{File} is not '{Header}' and one row: version from 1, error 1 to {ErrorMost} permille, a reason.");
    }

    private static FootfallModel Load()
    {
        using Stream data = typeof(FootfallModel).Assembly.GetManifestResourceStream(File)
            ?? throw new InvalidOperationException(File + " is not part of the program");
        using var reader = new StreamReader(data, Encoding.UTF8);
        return Read(reader.ReadToEnd());
    }
}
