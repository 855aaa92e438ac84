using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;

namespace FaceRek.Web.Demo;

/// <summary>Consents of the demo's people, and their drawn faces, enrolled through the real desks.</summary>
internal sealed class DemoEnrollment(ConsentTexts texts, ConsentDesk consents, EnrollmentDesk enrollment)
{
    private const int PicturesEach = 4;

    public async Task AddAsync(
        List<(Person Person, DemoPerson Part)> people,
        Guid adminId,
        CancellationToken cancellationToken
    )
    {
        var text = await texts.CurrentAsync(cancellationToken);
        foreach (var (person, part) in people.Where(one => one.Part.Consents))
        {
            await consents.RecordAsync(
                person.Id,
                text.Version,
                "Signed on paper, kept in the personnel file.",
                adminId,
                cancellationToken
            );
            for (var moment = 0; part.IsEnrolled && moment < PicturesEach; moment++)
            {
                var picture = DrawnFaces.Draw(DrawnLikeness.SeedOf(person.Id), DrawnScene.At(moment));
                await enrollment.AddAsync(
                    new EnrollmentRequest(person.Id, picture, PictureLimits.Upload, adminId),
                    cancellationToken
                );
            }
        }
    }
}
