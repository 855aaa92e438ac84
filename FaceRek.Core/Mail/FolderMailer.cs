namespace FaceRek.Core.Mail;

/// <summary>Lays each letter into a folder as an .eml file, for an installation that has no SMTP server yet.</summary>
public sealed class FolderMailer(string folder, string from, TimeProvider clock) : IMailer
{
    public async Task SendAsync(EmailMessage letter, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        using var message = letter.ToMime(from, clock.GetUtcNow());
        var name = $"{clock.GetUtcNow():yyyyMMdd-HHmmss}-{Guid.CreateVersion7():N}";
        // Under its final name only when it is whole: somebody may be watching the folder.
        var draft = Path.Combine(folder, $"{name}.tmp");
        await message.WriteToAsync(draft, cancellationToken);
        File.Move(draft, Path.Combine(folder, $"{name}.eml"));
    }
}
