using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.SignIn;

public sealed class TrackingUserStoreTests(AccountsFixture town) : IClassFixture<AccountsFixture>
{
    private const string Provider = "test";

    [Fact]
    public async Task A_token_that_is_set_again_has_its_new_value_in_the_database()
    {
        foreach (var value in (string[])["first", "second"])
        {
            await InAsync(async services =>
            {
                var users = services.GetRequiredService<UserManager<User>>();
                var ada = await users.FindByIdAsync(town.World.Ada.Id.ToString());
                Assert.True((await users.SetAuthenticationTokenAsync(ada!, Provider, "key", value)).Succeeded);
            });
        }
        await InAsync(async services =>
        {
            var db = services.GetRequiredService<FaceRekDb>();
            var token = await db.UserTokens.SingleAsync(one => one.LoginProvider == Provider);
            Assert.Equal("second", token.Value);
        });
    }

    [Fact]
    public async Task A_user_that_is_found_in_two_ways_is_one_instance_and_is_saved()
    {
        await InAsync(async services =>
        {
            var users = services.GetRequiredService<UserManager<User>>();
            var byEmail = await users.FindByEmailAsync(town.World.Eve.Email!);
            var byId = await users.FindByIdAsync(town.World.Eve.Id.ToString());
            Assert.Same(byEmail, byId);
            byId!.PhoneNumber = "+44 20 7946 0000";
            Assert.True((await users.UpdateAsync(byEmail!)).Succeeded);
        });
        await InAsync(async services =>
        {
            var db = services.GetRequiredService<FaceRekDb>();
            Assert.Equal(
                "+44 20 7946 0000",
                (await db.Users.SingleAsync(user => user.Id == town.World.Eve.Id)).PhoneNumber
            );
        });
    }

    private async Task InAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = town.App.Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }
}
