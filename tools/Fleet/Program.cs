using Kiosk.Fleet.Simulate;

return args is ["simulate", .. var words] ? SimulateCommand.Run(words) : 2;
