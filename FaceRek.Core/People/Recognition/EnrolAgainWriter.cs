using FaceRek.Core.Mail;
using FaceRek.Core.Mail.Texts;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People.Recognition;

/// <summary>
/// Asks a person to enrol again after a change of the model, unless they did so before the email was sent.
/// </summary>
public sealed class EnrolAgainWriter(FaceRekDb db, CurrentOrganization current, SiteLinks links) : IEmailWriter
{
    public bool Writes(EmailKind kind) => kind == EmailKind.EnrolAgain;

    public async Task<EmailDraft> WriteAsync(OutboxEmail email, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var model = current.Organization.FaceModel;
        var address = await db
            .People.Active()
            .Where(person => person.Id == email.SubjectId)
            .Where(person => !db.FaceTemplates.Any(row => row.PersonId == person.Id && row.ModelName == model))
            .Select(person => person.Email)
            .SingleOrDefaultAsync(cancellationToken);
        return address is null
            ? new EmailDraft.Unwanted()
            : new EmailDraft.Ready(
                EnrolAgainEmail.To(
                    address,
                    current.Organization.Name,
                    links.To($"/{current.Organization.Slug}/me/enrol")
                )
            );
    }

    public Task NoteSentAsync(OutboxEmail email, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
