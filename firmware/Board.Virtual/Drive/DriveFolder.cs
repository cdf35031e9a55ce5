using System.Globalization;

namespace Kiosk.Board.Virtual.Drive;

/// <summary>Keeps the files of a virtual drive in a folder of this PC, so that a kiosk survives the process.</summary>
internal sealed class DriveFolder
{
    private readonly string _path;

    public DriveFolder(string path)
    {
        _path = path;
        Directory.CreateDirectory(path);
    }

    public void Load(DriveFile[] files)
    {
        for (int i = 0; i < files.Length; i++)
        {
            if (File.Exists(NameOf(i)))
            {
                files[i].Replace(File.ReadAllBytes(NameOf(i)));
            }
        }
    }

    public void Save(int number, DriveFile file)
    {
        if (file.Length < 0)
        {
            File.Delete(NameOf(number));
            return;
        }

        File.WriteAllBytes(NameOf(number), file.Content);
    }

    private string NameOf(int number) =>
        Path.Combine(_path, number.ToString("000", CultureInfo.InvariantCulture) + ".bin");
}
