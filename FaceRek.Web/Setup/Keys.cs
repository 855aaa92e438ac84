using System.Security.Cryptography;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Webhooks;
using Microsoft.AspNetCore.DataProtection;

namespace FaceRek.Web.Setup;

/// <summary>
/// Keys are created on the first start and stored beside the database, never in it, so that a copy of the one does not
/// contain the other.
/// </summary>
internal static class Keys
{
    private const int MasterKeyBytes = 32;

    public static WebApplicationBuilder AddKeys(this WebApplicationBuilder builder)
    {
        var folder = Directory.CreateDirectory(builder.Configuration.Get<DataSettings>("Data").PathTo("keys"));
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }
        builder.Services.AddDataProtection().SetApplicationName("FaceRek").PersistKeysToFileSystem(folder);
        var masterKey = MasterKey(builder.Configuration["Faces:MasterKey"], Path.Combine(folder.FullName, "faces.key"));
        builder.Services.AddSingleton(new TemplateEncryption(masterKey)).AddSingleton(new WebhookSecrets(masterKey));
        return builder;
    }

    /// <summary>
    /// From the setting <c>Faces:MasterKey</c> (base64 of 32 bytes) where it is given, else from the file, which is
    /// created when missing.
    /// </summary>
    private static byte[] MasterKey(string? setting, string path)
    {
        if (!string.IsNullOrWhiteSpace(setting))
        {
            return Checked(Convert.FromBase64String(setting), "Faces:MasterKey");
        }
        if (File.Exists(path))
        {
            return Checked(File.ReadAllBytes(path), path);
        }
        var key = RandomNumberGenerator.GetBytes(MasterKeyBytes);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var file = new FileStream(path, options);
        file.Write(key);
        return key;
    }

    private static byte[] Checked(byte[] key, string source) =>
        key.Length == MasterKeyBytes
            ? key
            : throw new InvalidOperationException($"The master key in {source} must be {MasterKeyBytes} bytes.");
}
