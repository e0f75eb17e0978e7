/** Emoji of the picker: the sign and the English words it is found by. A selection for conversations with customers. */
export const EMOJI: readonly { group: 'faces' | 'hands' | 'hearts' | 'things' | 'nature' | 'signs'; all: readonly (readonly [string, string])[] }[] = [
  {
    group: 'faces',
    all: [
      ['🙂', 'smile'], ['😀', 'grin happy'], ['😃', 'happy'], ['😄', 'laugh'], ['😁', 'beam'], ['😅', 'sweat relief'], ['😂', 'tears joy lol'], ['🤣', 'rolling lol'],
      ['😊', 'blush'], ['😇', 'angel'], ['🙃', 'upside down'], ['😉', 'wink'], ['😌', 'relieved'], ['😍', 'love eyes'], ['🥰', 'hearts love'], ['😘', 'kiss'],
      ['😋', 'yum'], ['😎', 'cool sunglasses'], ['🤩', 'star struck'], ['🥳', 'party'], ['🤔', 'thinking'], ['🤨', 'eyebrow'], ['😐', 'neutral'], ['😕', 'confused'],
      ['🙁', 'frown'], ['☹️', 'sad'], ['😮', 'surprised'], ['😯', 'hushed'], ['😢', 'cry'], ['😭', 'sob'], ['😞', 'disappointed'], ['😔', 'pensive'],
      ['😟', 'worried'], ['😣', 'persevere'], ['😫', 'tired'], ['🥺', 'please'], ['😤', 'huff'], ['😠', 'angry'], ['😬', 'grimace'], ['😴', 'sleep'],
      ['🤗', 'hug'], ['🤝', 'deal handshake'], ['🤷', 'shrug'], ['🤦', 'facepalm'],
    ],
  },
  {
    group: 'hands',
    all: [
      ['👍', 'thumbs up yes good'], ['👎', 'thumbs down no'], ['👌', 'ok'], ['✌️', 'victory'], ['🤞', 'fingers crossed luck'], ['👏', 'clap'], ['🙌', 'raise hooray'],
      ['🙏', 'thanks please'], ['👋', 'wave hello bye'], ['💪', 'strong'], ['👉', 'right'], ['👆', 'up'], ['👇', 'down'], ['✍️', 'write'],
    ],
  },
  {
    group: 'hearts',
    all: [
      ['❤️', 'heart red love'], ['🧡', 'heart orange'], ['💛', 'heart yellow'], ['💚', 'heart green'], ['💙', 'heart blue'], ['💜', 'heart purple'], ['💕', 'hearts'],
      ['✨', 'sparkles'], ['⭐', 'star'], ['🎉', 'party tada'], ['🎁', 'gift'], ['🎂', 'cake birthday'], ['🌹', 'rose'], ['💐', 'flowers'],
    ],
  },
  {
    group: 'things',
    all: [
      ['📦', 'parcel box'], ['🚚', 'truck delivery'], ['✈️', 'plane'], ['🚗', 'car'], ['🏠', 'house home'], ['📍', 'pin place'], ['📞', 'phone call'], ['📱', 'mobile'],
      ['✉️', 'mail letter'], ['📧', 'email'], ['📎', 'clip'], ['📄', 'page document'], ['📝', 'note'], ['📷', 'camera photo'], ['💻', 'laptop'], ['🔑', 'key'],
      ['🔒', 'lock'], ['🛒', 'cart shop'], ['🛍️', 'shopping'], ['💳', 'card pay'], ['💶', 'euro money'], ['💵', 'dollar money'], ['🧾', 'receipt bill'], ['🕐', 'clock time'],
      ['📅', 'calendar date'], ['⏳', 'wait hourglass'], ['🔧', 'wrench repair'], ['🛠️', 'tools repair'], ['💡', 'idea light'], ['🔔', 'bell'],
    ],
  },
  {
    group: 'nature',
    all: [
      ['☀️', 'sun'], ['🌧️', 'rain'], ['❄️', 'snow'], ['🌈', 'rainbow'], ['🌲', 'tree'], ['🏕️', 'tent camp'], ['⛰️', 'mountain'], ['🏖️', 'beach'],
      ['🐶', 'dog'], ['🐱', 'cat'], ['🐻', 'bear'], ['☕', 'coffee'], ['🍕', 'pizza'], ['🍎', 'apple'], ['🍰', 'cake'], ['🥂', 'cheers'],
    ],
  },
  {
    group: 'signs',
    all: [
      ['✅', 'check done yes'], ['☑️', 'check'], ['✔️', 'tick'], ['❌', 'cross no'], ['❗', 'exclamation'], ['❓', 'question'], ['⚠️', 'warning'], ['ℹ️', 'info'],
      ['➡️', 'right arrow'], ['⬅️', 'left arrow'], ['⬆️', 'up arrow'], ['⬇️', 'down arrow'], ['🔁', 'repeat again'], ['🆗', 'ok'], ['💯', 'hundred'], ['🔗', 'link'],
    ],
  },
];
