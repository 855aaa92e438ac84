namespace FaceRek.Core.Mail;

/// <summary>
/// An email that is to be sent. Written in the transaction of its cause, so that no email tells of what did not happen
/// and none is lost; sent by <see cref="EmailSender"/> at least once. It says what the text is about and holds no text:
/// that is written when it is sent. Emails with a secret (links with a token) are never stored here; they go straight.
/// </summary>
public sealed class OutboxEmail
{
    /// <summary>With <see cref="BackOff"/>, for two days.</summary>
    public const int MaxAttempts = 48;

    public const int MaxAboutLength = 300;
    public const int MaxFailureLength = 100;

    /// <summary>Longer than an attempt takes; a node that died with an email in hand gives it back by this.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>After it was sent, or the last time it was due.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Waits before the second and each further attempt; the last one repeats.</summary>
    private static readonly IReadOnlyList<TimeSpan> BackOff =
    [
        TimeSpan.Zero,
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1),
    ];

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>Null for what belongs to a user's account and to no organization.</summary>
    public Guid? OrganizationId { get; init; }

    /// <summary>Who gets it; null where it goes to a person without a user.</summary>
    public Guid? UserId { get; init; }

    /// <summary>
    /// Where it goes if not to the present address of the user or person. Forgotten as soon as it was sent.
    /// </summary>
    public string? Address { get; private set; }

    public required EmailKind Kind { get; init; }

    /// <summary>What it is about: of one kind, about one thing, at most one email to one user waits.</summary>
    public required string About { get; init; }

    /// <summary>The row that the text speaks of; null where the day says it all.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>The day that the text speaks of.</summary>
    public DateOnly? On { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the next attempt is due; while a node has it in hand, when the others may take it again.</summary>
    public required DateTimeOffset DueAt { get; set; }

    public int Attempts { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>
    /// The type of what went wrong at the last attempt, and never what a server said: that repeats the address.
    /// </summary>
    public string? FailureKind { get; private set; }

    /// <summary>To another address than that of its user.</summary>
    public OutboxEmail To(string address)
    {
        Address = address;
        return this;
    }

    /// <summary>
    /// Before it is saved: who writes it sends it as well, and the others leave it alone as long as the lease lasts.
    /// </summary>
    public OutboxEmail Hold()
    {
        (DueAt, Attempts) = (CreatedAt + Lease, 1);
        return this;
    }

    public void Succeed(DateTimeOffset now) => (SentAt, FailureKind, Address) = (now, null, null);

    public void Fail(string failureKind, DateTimeOffset now)
    {
        FailureKind = failureKind.Length > MaxFailureLength ? failureKind[..MaxFailureLength] : failureKind;
        DueAt = now + BackOff[Math.Min(Attempts, BackOff.Count) - 1];
    }

    /// <summary>It is no time to write to its reader yet, so this was no attempt.</summary>
    public void Postpone(DateTimeOffset until)
    {
        DueAt = until;
        Attempts--;
    }
}

public enum EmailKind
{
    MissedCheckOut,
    DayDecided,
    CorrectionDecided,
    LeaveDecided,
    WeeklyDigest,
    TrialEnding,
    PaymentFailed,
    PaymentAction,
    SubscriptionEnded,
    EnrolAgain,
    PasswordChanged,
    AddressChanged,
    TokenReused,
}
