using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kiosk.Provision.Verify;

/// <summary>
/// Names what differs in a file whose SHA-256 is not the signed one: a single changed byte exactly (its place follows
/// from the CRC, and putting it back restores the signed digest), anything else by the digests of cells. One thread.
/// </summary>
internal sealed class DamageFinder(string archive, ZipImage zip, List<Finding> findings)
{
    private const int DigestBytes = 4, LookAhead = 50, NumbersTried = 200_000, NamedMax = 1000;
    private static readonly string[] Natures = ["T", "GT", "E", "C", "D", "N", "X", "J", "M", "A"];

    /// <summary>Reports the damage of an entry; <paramref name="isSound"/> judges the content.</summary>
    public void Find(ZipPart part, Func<byte[], int, int, bool> isSound, TableShape? shape)
    {
        if (FindByte(part, isSound, shape))
        {
            return;
        }

        int before = findings.Count;
        if (shape is { Digests.IsEmpty: false } table)
        {
            Align(part, table);
        }

        if (findings.Count == before)
        {
            findings.Add(new Finding(archive, part.Name, "", "", -1,
                "the content is not the signed one (SHA-256), in more than one byte"));
        }
    }

    private bool FindByte(ZipPart part, Func<byte[], int, int, bool> isSound, TableShape? shape)
    {
        uint found = Crc.Of(zip.Content(part));
        foreach (uint stated in part.Crc.Distinct())
        {
            foreach ((int offset, byte change) in Crc.SingleBytes(found, stated, part.Length))
            {
                byte wrong = zip.Bytes[part.Start + offset];
                zip.Bytes[part.Start + offset] ^= change;
                bool sound = isSound(zip.Bytes, part.Start, part.Length);
                if (sound)
                {
                    Report(part, offset, wrong, zip.Bytes[part.Start + offset], shape != null);
                }

                zip.Bytes[part.Start + offset] = wrong;
                if (sound)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // Called while the right byte is in place, so that the table reads as it was written.
    private void Report(ZipPart part, int offset, byte wrong, byte right, bool isTable)
    {
        string record = "", field = "";
        if (isTable)
        {
            var table = new CsvTable(zip.Bytes, part.Start, part.Length);
            (int row, int column) = table.Locate(offset);
            record = row < 0 ? "en-tête" : NameOf(table.Columns, table[row]);
            field = table.Columns[column];
        }

        findings.Add(new Finding(archive, part.Name, record, field, offset,
            string.Create(CultureInfo.InvariantCulture, $"byte 0x{wrong:X2} should be 0x{right:X2}")));
    }

    private void Align(ZipPart part, TableShape shape)
    {
        var table = new CsvTable(zip.Bytes, part.Start, part.Length);
        int i = 0, j = 0;
        string last = "";
        while (i < table.Count && j < shape.Rows && findings.Count < NamedMax)
        {
            string[] cells = table[i];
            if (IsSame(cells, shape, j))
            {
                last = NameOf(table.Columns, cells);
                i++;
                j++;
            }
            else if (i + 1 < table.Count && IsSame(cells, shape, j + 1) && IsSame(table[i + 1], shape, j))
            {
                Add(part, NameOf(table.Columns, cells), "swapped with " + NameOf(table.Columns, table[i + 1]));
                i += 2;
                j += 2;
            }
            else if (Ahead(k => IsSame(cells, shape, j + k)) is var gone and > 0)
            {
                for (; gone > 0; gone--, j++)
                {
                    last = Removed(part, shape, table.Columns, j, last);
                }
            }
            else if (Ahead(k => i + k < table.Count && IsSame(table[i + k], shape, j)) is var more and > 0)
            {
                for (; more > 0; more--, i++)
                {
                    Add(part, NameOf(table.Columns, table[i]), "inserted");
                }
            }
            else
            {
                Differ(part, table, i, shape, j);
                i++;
                j++;
            }
        }

        for (; j < shape.Rows && findings.Count < NamedMax; j++)
        {
            last = Removed(part, shape, table.Columns, j, last);
        }

        for (; i < table.Count && findings.Count < NamedMax; i++)
        {
            Add(part, NameOf(table.Columns, table[i]), "inserted");
        }
    }

    private void Differ(ZipPart part, CsvTable table, int i, TableShape shape, int j)
    {
        string[] cells = table[i];
        for (int column = 0; column < shape.Columns; column++)
        {
            if (column >= cells.Length || !CellIs(cells[column], shape, j, column))
            {
                findings.Add(new Finding(archive, part.Name, NameOf(table.Columns, cells),
                    column < table.Columns.Length ? table.Columns[column] : "", table.StartOf(i), "changed"));
            }
        }
    }

    // The digests of a row that is gone still tell nature and number, by trying those that may come next.
    private string Removed(ZipPart part, TableShape shape, string[] columns, int row, string last)
    {
        int nature = Array.IndexOf(columns, "nature"), number = Array.IndexOf(columns, "numero");
        string? kind = nature < 0 ? null : Natures.FirstOrDefault(n => CellIs(n, shape, row, nature));
        long? found = kind == null || number < 0 ? null : Enumerable.Range(1, NumbersTried)
            .Select(n => (long?)n)
            .FirstOrDefault(n => CellIs(n!.Value.ToString(CultureInfo.InvariantCulture), shape, row, number));
        string name = found == null
            ? string.Create(CultureInfo.InvariantCulture, $"#{row + 1} (> {last})") : $"{kind} {found}";
        Add(part, name, "removed");
        return name;
    }

    private void Add(ZipPart part, string record, string sentence) =>
        findings.Add(new Finding(archive, part.Name, record, "", -1, sentence));

    private static int Ahead(Func<int, bool> matches)
    {
        for (int k = 1; k <= LookAhead; k++)
        {
            if (matches(k))
            {
                return k;
            }
        }

        return 0;
    }

    private static bool IsSame(string[] cells, TableShape shape, int row)
    {
        if (row >= shape.Rows || cells.Length != shape.Columns)
        {
            return false;
        }

        for (int column = 0; column < cells.Length; column++)
        {
            if (!CellIs(cells[column], shape, row, column))
            {
                return false;
            }
        }

        return true;
    }

    private static bool CellIs(string cell, TableShape shape, int row, int column)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(cell), hash);
        int at = ((row * shape.Columns) + column) * DigestBytes;
        return hash[..DigestBytes].SequenceEqual(shape.Digests.Span.Slice(at, DigestBytes));
    }

    /// <summary>Nature and number of a row where it has them, else its first cell.</summary>
    public static string NameOf(string[] columns, string[] cells)
    {
        int nature = Array.IndexOf(columns, "nature"), number = Array.IndexOf(columns, "numero");
        return nature >= 0 && number >= 0 && number < cells.Length ? $"{cells[nature]} {cells[number]}" : cells[0];
    }
}

/// <summary>Rows, columns and digests of a table as signed; the digests are empty when they are damaged too.</summary>
internal sealed record TableShape(int Rows, int Columns, ReadOnlyMemory<byte> Digests);
