using FaceRek.Web.Setup;

namespace FaceRek.Web.Commands;

/// <summary>The same settings as the application's, for commands that need no more of it.</summary>
internal static class CommandSettings
{
    public static DataSettings Data() => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
        .AddEnvironmentVariables()
        .Build().Get<DataSettings>("Data");
}
