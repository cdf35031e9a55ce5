using System.IO;
using Kiosk.Firmware.Identities;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// The files that the factory puts on the drive, one per item (<see cref="IdentityItem"/>), so that a file tool can
    /// write them. Nothing is thrown: what is missing or malformed is told by the keeper.
    /// </summary>
    public static class BoardIdentity
    {
        private const string Folder = "I:\\id-";
        private const int BytesMax = 4096;

        /// <summary>Reads all items, and removes those of a delivery that is safe in a slot.</summary>
        public static void Read(IdentityKeeper keeper)
        {
            byte[] data = new byte[BytesMax];
            for (int item = IdentityItem.Device; item < IdentityItem.Count; item++)
            {
                keeper.Identity.Take(item, data, Length(item, data));
            }

            if (keeper.Store())
            {
                Remove(IdentityItem.Certificate);
                Remove(IdentityItem.Key);
                Remove(IdentityItem.Secret);
            }
        }

        // An item that is too long is read in part, and is malformed by that.
        private static int Length(int item, byte[] data)
        {
            string path = Folder + IdentityItem.Name(item);
            if (!File.Exists(path))
            {
                return -1;
            }

            try
            {
                using (FileStream stream = new FileStream(path, FileMode.Open, FileAccess.Read))
                {
                    return stream.Read(data, 0, data.Length);
                }
            }
            catch (IOException)
            {
                return 0;
            }
        }

        private static void Remove(int item)
        {
            string path = Folder + IdentityItem.Name(item);
            if (!File.Exists(path))
            {
                return;
            }

            try
            {
                File.Delete(path);
            }
            catch (IOException)
            {
                // Offered again at the next boot, and held already then.
            }
        }
    }
}
