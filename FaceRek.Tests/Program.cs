using FaceRek.Tests.Core.Faces.Imaging;
using FaceRek.Tests.Databases;
using FaceRek.Tests.Support;
using FaceRek.Tests.Support.FakeStripe;
using FaceRek.Tests.Support.Mutation;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace FaceRek.Tests;

/// <summary>
/// The test runner; or, as <c>bin/fake-stripe</c> starts it, the stand-in for Stripe alone; or, as <c>bin/mutate</c>
/// starts it, the mutation tests; or a program that a test needs in a separate process.
/// </summary>
internal static class Program
{
    private static Task<int> Main(string[] args) =>
        args switch
        {
            ["fake-stripe", .. var rest] => FakeStripeProcess.RunAsync(rest),
            [FirstCheckIn.Command, .. var rest] => FirstCheckIn.RunAsync(rest),
            [MakeDatabases.Command, .. var rest] => MakeDatabases.RunAsync(rest),
            [MutateCommand.Name, .. var rest] => MutateCommand.RunAsync(rest),
            [PictureFuzzTests.Command] => Done(PictureFuzzTests.Run),
            [LargePictureTests.Command, var file] => Done(() => LargePictureTests.Run(file)),
            _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
                TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
            _ => ConsoleRunner.Run(args),
        };

    private static Task<int> Done(Action work)
    {
        work();
        return Task.FromResult(0);
    }
}
