namespace FaceRek.Core.Mail;

/// <summary>
/// Writes the text of some kinds of email at the time of sending, in the email's organization where it has one.
/// </summary>
public interface IEmailWriter
{
    bool Writes(EmailKind kind);

    /// <summary>Whether it is still wanted is asked here, and not when it was put into the outbox.</summary>
    Task<EmailDraft> WriteAsync(OutboxEmail email, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds to the context what is to be remembered; it is saved together with the time of sending.</summary>
    Task NoteSentAsync(OutboxEmail email, DateTimeOffset now, CancellationToken cancellationToken);
}

public abstract record EmailDraft
{
    private EmailDraft() { }

    public sealed record Ready(EmailMessage Message) : EmailDraft;

    /// <summary>Its reader sleeps.</summary>
    public sealed record Later(DateTimeOffset At) : EmailDraft;

    /// <summary>The event is too old, or the reader opted out or is no reader any more.</summary>
    public sealed record Unwanted : EmailDraft;
}
