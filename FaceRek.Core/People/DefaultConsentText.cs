namespace FaceRek.Core.People;

/// <summary>The text an organization starts with: plain words, true of what the code does. An admin may publish another.</summary>
public static class DefaultConsentText
{
    public const string Locale = "en";

    private const string NotKept = "The pictures themselves are not kept.";

    private const string Kept =
        "Of each of these pictures the part that shows your face is kept too, encrypted, for one purpose: to compute the template anew when the recognition is improved, so that you need not come again. Nobody looks at it.";

    /// <param name="keepsCrops">Whether an encrypted crop of each enrolled face is kept.</param>
    public static string Body(string organization, bool keepsCrops) =>
        $"""
            {organization} would like to recognise your face when you come and go. You may say yes or no, and change your mind whenever you like.

            What is used. From a few pictures taken by the camera, a face template is computed: a row of numbers by which your face can be recognised again. {(
                keepsCrops ? Kept : NotKept
            )} Each time you check in, a new picture is compared with your template and is then discarded.

            What it is used for. To record when you come and go, and for nothing else. It is not used to watch you, to judge you or to guess your mood, and it is given to nobody else.

            How it is kept. All of it is encrypted with a key that is only yours. Of each check-in we keep the time, the outcome and how closely the face matched.

            How long. Until you withdraw your consent or are removed from the list of people. All of it, and its key, are then destroyed at once. Your recorded times stay as long as the law asks for.

            If you say no. You check in with a PIN, or a manager records your times. Nothing else changes for you: there is no disadvantage.

            How to withdraw. On your own page under "Consent", or by telling {organization}. Times recorded until then stay valid.

            Your rights. You may ask what is stored about you, have it corrected or erased, and complain to the data protection authority. Ask {organization} for the name of the person who answers for it.
            """;
}
