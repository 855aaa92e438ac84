using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.People.Enrollment;
using FaceRek.Web.Components;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Enrollment;

public sealed class EnrollmentText(IStringLocalizer<Words> words, PictureText pictures)
{
    /// <param name="isOwn">People are not told who they look like; admins are, to decide.</param>
    public string Of(EnrollmentOutcome outcome, PictureLimits limits, bool isOwn) =>
        outcome switch
        {
            EnrollmentOutcome.Added added => words["Good. Picture {0} is added.", added.Count],
            EnrollmentOutcome.NoFace => pictures.NoFace,
            EnrollmentOutcome.SeveralFaces => pictures.SeveralFaces,
            EnrollmentOutcome.PoorPicture poor => pictures.Of(poor.Flaws[0]),
            EnrollmentOutcome.Unreadable unreadable => pictures.Of(unreadable.Error, limits),
            EnrollmentOutcome.BelongsToSomebodyElse when isOwn => words[
                "This face is already enrolled for someone else. Ask an admin to enrol you."
            ],
            EnrollmentOutcome.BelongsToSomebodyElse other => words[
                "This face is already enrolled for {0}.",
                other.Other.Name
            ],
            EnrollmentOutcome.DiffersFromOwn => isOwn
                ? words["This face does not look like your other pictures. If it is you, ask an admin."]
                : words["This face does not look like the other pictures of this person."],
            EnrollmentOutcome.NotEntitled refused => words.Say(refused.Obstacle),
            EnrollmentOutcome.NoConsent => words[
                "Consent is missing, so the picture was not used. Read the consent text and agree first."
            ],
            EnrollmentOutcome.Full => words[
                "There are {0} pictures already, and more do not help. Delete one first.",
                FaceTemplate.MaxPerPerson
            ],
            EnrollmentOutcome.NotActive => words["This person is inactive."],
            EnrollmentOutcome.NotFound => words["This person no longer exists."],
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} has no words."),
        };
}
