namespace FaceRek.Core.Members;

/// <summary>
/// The passwords that attackers try first, in lower case and without surrounding digits. Short on purpose: the sign-in
/// throttle does the rest.
/// </summary>
internal static class CommonPasswords
{
    private const string Words = """
        password passwort motdepasse contrasena wachtwoord haslo senha parola sifre lozinka passw0rd pass passport secret geheim qwerty
        qwertyuiop qwertz qwertzuiop azerty azertyuiop asdfgh asdfghjkl asdfasdf zxcvbnm yxcvbnm qazwsx qazwsxedc qweasd qweasdzxc
        qweqweqwe asdasdasd zaqwsx wsxedc poiuytrewq lkjhgfdsa mnbvcxz admin administrator root superuser sysadmin manager owner guest
        user username default changeme changemenow letmein letmeinnow welcome welcomeback welcomehome hello hellohello helloworld login
        access opensesame trustno trustnoone whatever nothing testing test testtest tester temporary temppass demo sample example iloveyou
        loveyou iloveme ilovegod lovely lover loveme forever foreverlove sweetheart darling honey babygirl baby princess princesa angel
        sunshine sunflower flower butterfly beautiful rainbow chocolate cookie cheese banana apple orange strawberry cupcake football
        baseball basketball soccer hockey liverpool arsenal chelsea barcelona realmadrid manchester manchesterunited juventus yankees
        lakers cowboys steelers eagles dragon monkey tiger lion eagle dolphin elephant kitty kitten pussycat doggy puppy hunter ranger
        master shadow killer superman batman spiderman ironman pokemon pikachu starwars skywalker matrix merlin wizard ninja samurai
        pirate phoenix mustang ferrari porsche mercedes corvette harley michael michelle jennifer jessica jordan daniel andrew joshua
        matthew robert thomas charlie william anthony nicole ashley amanda samantha alexander alexandra christian christopher benjamin
        patrick richard elizabeth stephanie computer internet windows microsoft google facebook instagram linkedin samsung android iphone
        macintosh linux ubuntu server database network wireless summer winter spring autumn january february march april june july august
        september october november december monday tuesday wednesday thursday friday saturday sunday london paris berlin newyork america
        canada australia germany england france jesus jesuschrist heaven blessed faith godisgood freedom liberty peace money business
        company office attendance checkin timeclock employee abc abcabc abcd abcdef abcdefg abcdefgh abcdefghij abcdefghijklmnopqrstuvwxyz
        qwe asd zxc xxx aaa 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 1qaz2wsx 1qaz2wsx3edc zaq12wsx zaq1xsw2
        qwer1234 1234qwer asdf1234 abcd1234 a1b2c3d4 a1b2c3d4e5 aa123456 aa12345678 abc123abc123 123qweasd 123qweasdzxc 1qazxsw2
        passwordpassword correcthorsebatterystaple thisismypassword mypassword mysecret nopassword yourpassword newpassword startrek
        gandalf blink metallica slipknot nirvana eminem
        """;

    private static readonly HashSet<string> All =
    [
        .. Words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
    ];

    public static bool Contains(string lower) => All.Contains(lower);
}
