using System.Text.RegularExpressions;
using MimeKit;

namespace FaceRek.Core.Mail;

/// <summary>Reads the emails written by <see cref="FolderMailer"/>.</summary>
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

/// <param name="Name">Of its file, without the extension.</param>
public sealed record StoredEmail(string Name, string To, string Subject, DateTimeOffset At, string Body);

/// <summary>Writes each email to a folder as an .eml file, for an installation without an SMTP server.</summary>
public sealed class FolderMailer(string folder, string from, TimeProvider clock) : IMailer
{
    public async Task SendAsync(EmailMessage message, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        using var mime = message.ToMime(from, clock.GetUtcNow());
        var name = $"{clock.GetUtcNow():yyyyMMdd-HHmmss}-{Guid.CreateVersion7():N}";
        // Gets its final name only when it is complete, because another program may watch the folder.
        var draft = Path.Combine(folder, $"{name}.tmp");
        await mime.WriteToAsync(draft, cancellationToken);
        File.Move(draft, Path.Combine(folder, $"{name}.eml"));
    }
}
