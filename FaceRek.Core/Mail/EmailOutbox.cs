using FaceRek.Core.Storage;

namespace FaceRek.Core.Mail;

/// <summary>
/// Where an operation writes that an email is to be sent. The row is added to the caller's context and saved with what
/// it tells of.
/// </summary>
public static class EmailOutbox
{
    /// <summary>To a user, about something in the organization.</summary>
    /// <param name="about">Of one kind, about one thing, at most one email to one user waits.</param>
    public static OutboxEmail AddEmail(
        this FaceRekDb db,
        Guid organizationId,
        EmailKind kind,
        Guid? userId,
        string about,
        DateTimeOffset now,
        Guid? subjectId = null,
        DateOnly? on = null
    ) =>
        db
            .OutboxEmails.Add(
                new OutboxEmail
                {
                    OrganizationId = organizationId,
                    UserId = userId,
                    Kind = kind,
                    About = about,
                    SubjectId = subjectId,
                    On = on,
                    CreatedAt = now,
                    DueAt = now,
                }
            )
            .Entity;

    /// <summary>To a user about their account: two changes are two emails.</summary>
    public static OutboxEmail AddAccountEmail(this FaceRekDb db, EmailKind kind, Guid userId, DateTimeOffset now) =>
        db
            .OutboxEmails.Add(
                new OutboxEmail
                {
                    UserId = userId,
                    Kind = kind,
                    About = $"{Guid.CreateVersion7():N}",
                    CreatedAt = now,
                    DueAt = now,
                }
            )
            .Entity;
}
