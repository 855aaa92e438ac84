using System.Text.RegularExpressions;
using MimeKit;

namespace FaceRek.Core.Mail;

/// <summary>Reads what <see cref="FolderMailer"/> wrote.</summary>
public sealed partial class EmailFolder(string folder)
{
    /// <summary>Newest first: the names begin with the time.</summary>
    public IReadOnlyList<StoredEmail> Newest(int count) =>
        !Directory.Exists(folder)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(folder, "*.eml")
                    .OrderByDescending(path => path, StringComparer.Ordinal)
                    .Take(count)
                    .Select(Read),
            ];

    public StoredEmail? Find(string name) =>
        OwnName().IsMatch(name) && Path.Combine(folder, $"{name}.eml") is var path && File.Exists(path)
            ? Read(path)
            : null;

    private static StoredEmail Read(string path)
    {
        using var message = MimeMessage.Load(path);
        return new StoredEmail(
            Path.GetFileNameWithoutExtension(path),
            string.Join(", ", message.To.Mailboxes.Select(to => to.Address)),
            message.Subject ?? "",
            message.Date,
            message.TextBody ?? ""
        );
    }

    [GeneratedRegex(@"\A[0-9a-f-]{1,80}\z")]
    private static partial Regex OwnName();
}
