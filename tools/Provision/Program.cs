using Kiosk.Provision;

return await KioskCommand.RunAsync(args, Words.Current(), Console.Out, Console.Error);
